import {
  DescriptorProto,
  EnumDescriptorProto,
  EnumOptions,
  EnumValueDescriptorProto,
  FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldOptions,
  FileDescriptorProto,
  FileDescriptorSet,
  MessageOptions,
  OneofDescriptorProto,
} from '@bufbuild/protobuf';
import type { EnumType, FieldInfo, MessageType } from '@bufbuild/protobuf';
import { DataPacket } from '@livekit/protocol';

/** What an MCAP schema record of encoding `protobuf` holds. */
export interface ProtobufSchema {
  readonly name: string;
  /** A serialised google.protobuf.FileDescriptorSet with all that the message reaches, imports first. */
  readonly data: Uint8Array;
}

let built: ProtobufSchema | undefined;

/**
 * The schema of `livekit.DataPacket`, so that other tools that read MCAP decode our packets. @livekit/protocol brings
 * no descriptors, but the field lists that were generated from them: they are put back together here.
 */
export function dataPacketSchema(): ProtobufSchema {
  built ??= { name: DataPacket.typeName, data: describeType(DataPacket).toBinary() };
  return built;
}

/** A set of files, one for each package, that describes a message of package livekit and what it reaches. Pure. */
export function describeType(root: MessageType): FileDescriptorSet {
  const messages = new Map<string, MessageType>();
  const enums = new Map<string, EnumType>();
  const reach = (type: MessageType): void => {
    if (messages.has(type.typeName)) return;
    messages.set(type.typeName, type);
    for (const field of type.fields.list()) {
      const value = valueOf(field);
      if (value.kind === 'message') reach(value.T);
      if (value.kind === 'enum') enums.set(value.T.typeName, value.T);
    }
  };
  reach(root);

  const packages = new Map<string, DescriptorProto>();
  for (const type of messages.values()) describeMessage(type, place(packages, type.typeName));
  for (const type of enums.values()) {
    const { parent, name } = splitName(type.typeName);
    place(packages, parent).enumType.push(describeEnum(type, name));
  }
  const imported = [...packages].filter(([name]) => name !== livekit).map(([name, holder]) => fileOf(name, holder));
  const own = fileOf(livekit, packages.get(livekit) ?? new DescriptorProto());
  own.dependency = imported.map((file) => file.name ?? '');
  return new FileDescriptorSet({ file: [...imported, own] });
}

const livekit = 'livekit';

/**
 * The descriptor with this name, made where it is not there yet; of a package: one that stands for it. A message that
 * only holds others, such as livekit.DataStream, is not reached itself: it stays without fields.
 */
function place(packages: Map<string, DescriptorProto>, typeName: string): DescriptorProto {
  const known = packages.get(typeName);
  if (known !== undefined) return known;
  const { parent, name } = splitName(typeName);
  const isPackage = /^[a-z]/.test(name);
  const made = new DescriptorProto({ name });
  if (isPackage) {
    packages.set(typeName, made);
    return made;
  }
  const siblings = place(packages, parent).nestedType;
  const there = siblings.find((sibling) => sibling.name === name);
  if (there !== undefined) return there;
  siblings.push(made);
  return made;
}

function fileOf(name: string, holder: DescriptorProto): FileDescriptorProto {
  const [first] = holder.nestedType;
  // Protobuf's own are called as everywhere: readers may bring google/protobuf/timestamp.proto along themselves.
  const imported = `${name.replaceAll('.', '/')}/${first?.name?.toLowerCase() ?? 'types'}.proto`;
  const fileName = name === livekit ? 'livekit_models.proto' : imported;
  return new FileDescriptorProto({
    name: fileName,
    package: name,
    syntax: 'proto3',
    messageType: holder.nestedType,
    enumType: holder.enumType,
  });
}

function describeMessage(type: MessageType, target: DescriptorProto): void {
  const optional: FieldDescriptorProto[] = [];
  for (const field of type.fields.list()) {
    const described = describeField(field);
    if (field.oneof !== undefined) described.oneofIndex = oneofIndex(target, field.oneof.name);
    else if (field.opt) optional.push(described);
    if (field.kind === 'map') {
      const entry = describeEntry(field);
      target.nestedType.push(entry);
      described.typeName = `.${type.typeName}.${entry.name ?? ''}`;
    }
    target.field.push(described);
  }
  // As protoc does it: each `optional` is the only field of a oneof of its own, behind those that were declared.
  for (const field of optional) {
    field.proto3Optional = true;
    field.oneofIndex = oneofIndex(target, `_${field.name ?? ''}`);
  }
}

function oneofIndex(target: DescriptorProto, name: string): number {
  const found = target.oneofDecl.findIndex((oneof) => oneof.name === name);
  return found >= 0 ? found : target.oneofDecl.push(new OneofDescriptorProto({ name })) - 1;
}

function describeField(field: FieldInfo): FieldDescriptorProto {
  const { REPEATED, OPTIONAL } = FieldDescriptorProto_Label;
  const described = new FieldDescriptorProto({
    name: field.name,
    number: field.no,
    jsonName: field.jsonName,
    label: field.kind === 'map' || field.repeated ? REPEATED : OPTIONAL,
    ...(field.kind === 'map' ? { type: FieldDescriptorProto_Type.MESSAGE } : typeOf(field)),
  });
  // Numbers in a list are packed in proto3 unless it says otherwise.
  if (field.repeated && !field.packed && isPackable(described)) described.options = new FieldOptions({ packed: false });
  return described;
}

/** The message that a map's entries are on the wire. */
function describeEntry(field: FieldInfo & { readonly kind: 'map' }): DescriptorProto {
  const label = FieldDescriptorProto_Label.OPTIONAL;
  const name = field.name.replace(/(^|_)([a-z])/g, (_match, _start, letter: string) => letter.toUpperCase());
  const key = { name: 'key', number: 1, jsonName: 'key', label, type: scalarType(field.K) };
  const value = { name: 'value', number: 2, jsonName: 'value', label, ...typeOf(field.V) };
  return new DescriptorProto({
    name: `${name}Entry`,
    field: [new FieldDescriptorProto(key), new FieldDescriptorProto(value)],
    options: new MessageOptions({ mapEntry: true }),
  });
}

type ValueType =
  | { readonly kind: 'scalar'; readonly T: number }
  | { readonly kind: 'enum'; readonly T: EnumType }
  | { readonly kind: 'message'; readonly T: MessageType };

function valueOf(field: FieldInfo): ValueType {
  return field.kind === 'map' ? field.V : field;
}

function typeOf(value: ValueType): { readonly type: FieldDescriptorProto_Type; readonly typeName?: string } {
  if (value.kind === 'scalar') return { type: scalarType(value.T) };
  const { ENUM, MESSAGE } = FieldDescriptorProto_Type;
  return { type: value.kind === 'enum' ? ENUM : MESSAGE, typeName: `.${value.T.typeName}` };
}

/** ScalarType and descriptor.proto number the scalars alike. */
function scalarType(scalar: number): FieldDescriptorProto_Type {
  return scalar;
}

function isPackable({ type }: FieldDescriptorProto): boolean {
  const { STRING, BYTES, MESSAGE, GROUP } = FieldDescriptorProto_Type;
  return type !== STRING && type !== BYTES && type !== MESSAGE && type !== GROUP;
}

function describeEnum(type: EnumType, name: string): EnumDescriptorProto {
  const described = new EnumDescriptorProto({
    name,
    value: type.values.map((value) => new EnumValueDescriptorProto({ name: value.name, number: value.no })),
  });
  const numbers = new Set(type.values.map((value) => value.no));
  if (numbers.size < type.values.length) described.options = new EnumOptions({ allowAlias: true });
  return described;
}

function splitName(typeName: string): { readonly parent: string; readonly name: string } {
  const at = typeName.lastIndexOf('.');
  return { parent: typeName.slice(0, Math.max(0, at)), name: typeName.slice(at + 1) };
}
