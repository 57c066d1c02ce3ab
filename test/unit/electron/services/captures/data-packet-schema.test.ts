import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorSet,
  createRegistryFromDescriptors,
} from '@bufbuild/protobuf';
import type { FieldInfo, IMessageTypeRegistry, MessageType } from '@bufbuild/protobuf';
import { DataPacket } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { dataPacketSchema, describeType } from '../../../../../electron/services/captures/data-packet-schema.ts';

const set = FileDescriptorSet.fromBinary(dataPacketSchema().data);
const file = (name: string) => set.file.find((one) => one.name === name) ?? expect.fail(`no file ${name}`);
const message = (name: string) =>
  file('livekit_models.proto').messageType.find((one) => one.name === name) ?? expect.fail(`no message ${name}`);

test('imports come first, under the names that protobuf gives its own files', () => {
  expect(dataPacketSchema().name).toBe('livekit.DataPacket');
  expect(set.file.map(({ name }) => name)).toEqual(['google/protobuf/timestamp.proto', 'livekit_models.proto']);
  expect(file('livekit_models.proto')).toMatchObject({
    package: 'livekit',
    syntax: 'proto3',
    dependency: ['google/protobuf/timestamp.proto'],
  });
  expect(file('google/protobuf/timestamp.proto').package).toBe('google.protobuf');
});

test('it is the same after the second call, and built once', () => {
  expect(dataPacketSchema()).toBe(dataPacketSchema());
});

test('all that a packet reaches is there, with the fields that @livekit/protocol has', () => {
  const registry = createRegistryFromDescriptors(set);
  const seen = new Set<string>();
  const compare = (type: MessageType): void => {
    if (seen.has(type.typeName)) return;
    seen.add(type.typeName);
    const described = (registry as IMessageTypeRegistry).findMessage(type.typeName);
    expect(described?.fields.list().map(shapeOf), type.typeName).toEqual(type.fields.list().map(shapeOf));
    for (const field of type.fields.list()) if (field.kind === 'message') compare(field.T);
  };
  compare(DataPacket);
  expect(seen.size).toBeGreaterThan(20);
});

function shapeOf(field: FieldInfo) {
  const { name, no, kind, jsonName, repeated, opt } = field;
  const oneof = field.oneof?.name;
  const packed = kind === 'map' || !repeated ? undefined : field.packed;
  const value = kind === 'map' ? field.V : field;
  const type = value.kind === 'scalar' ? value.T : value.T.typeName;
  return { name, no, kind, jsonName, repeated, opt, oneof, packed, type, key: kind === 'map' ? field.K : undefined };
}

test('a message that only holds others has no fields; enums stand where their names say', () => {
  expect(message('DataStream').field).toEqual([]);
  expect(message('DataStream').nestedType.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Header', 'TextHeader', 'ByteHeader', 'Chunk', 'Trailer']),
  );
  expect(message('DataPacket').enumType).toMatchObject([
    { name: 'Kind', value: [{ name: 'RELIABLE', number: 0 }, { name: 'LOSSY', number: 1 }] },
  ]);
});

test('a map is a list of entries', () => {
  const header = message('DataStream').nestedType.find(({ name }) => name === 'Header');
  expect(header?.field.find(({ name }) => name === 'attributes')).toMatchObject({
    label: FieldDescriptorProto_Label.REPEATED,
    type: FieldDescriptorProto_Type.MESSAGE,
    typeName: '.livekit.DataStream.Header.AttributesEntry',
  });
  const [entry] = header?.nestedType ?? [];
  expect(entry?.name).toBe('AttributesEntry');
  expect(entry?.options?.mapEntry).toBe(true);
});

test('each optional field has a oneof of its own, behind those that were declared', () => {
  const header = message('DataStream').nestedType.find(({ name }) => name === 'Header');
  expect(header?.oneofDecl.map(({ name }) => name)).toEqual(['content_header', '_total_length', '_inline_content']);
  expect(header?.field.find(({ name }) => name === 'total_length')).toMatchObject({ proto3Optional: true, oneofIndex: 1 });
  expect(header?.field.find(({ name }) => name === 'text_header')).toMatchObject({ oneofIndex: 0 });
  expect(header?.field.find(({ name }) => name === 'text_header')?.proto3Optional).toBeUndefined();
});

test('a type that has nothing describes itself', () => {
  const empty = { typeName: 'livekit.Empty', fields: { list: () => [] } } as unknown as MessageType;
  expect(describeType(empty).file).toMatchObject([{ name: 'livekit_models.proto', messageType: [{ name: 'Empty' }] }]);
});
