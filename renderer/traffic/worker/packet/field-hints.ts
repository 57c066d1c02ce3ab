/**
 * What a person should know about a field of the envelope. Names are those of livekit_models.proto, with their path;
 * an index in brackets is left out. Where a field is filled in by the server, it says so (livekit-server 1.13.5).
 */
const hints: Readonly<Record<string, string>> = {
  kind: 'Deprecated: the channel it came over decides. Encrypted packets say RELIABLE whatever they are.',
  participant_identity: 'Written by the server. Empty: hidden, or the server API. An agent may name another identity.',
  participant_sid: 'Written by the server: the proof of who sent it. Empty: the server API, or a foreign channel.',
  destination_identities: 'Nobody else receives it. None: everyone in the room.',
  sequence:
    'Counts all reliable packets of a sender, those to others too: a gap is no loss. 0: none (lossy, or the API).',
  'user.participant_sid': 'For older clients; the one of the envelope counts.',
  'user.participant_identity': 'For older clients; the one of the envelope counts.',
  'user.destination_sids': 'For older clients; livekit-client 2.23 ignores the option of that name.',
  'user.destination_identities': 'For older clients; those of the envelope count.',
  'user.topic': 'Chosen by the sender; receivers filter by it.',
  'user.nonce': 'Set by the server API: the server drops a second message with the same nonce.',
  'user.id': 'Chosen by the sender.',
  'user.start_time': 'Of the media it belongs to.',
  'user.end_time': 'Of the media it belongs to.',
  'chat_message.timestamp': 'Epoch ms, by the sender’s clock.',
  'chat_message.edit_timestamp': 'Epoch ms, by the sender’s clock: it edits an earlier message with this id.',
  'chat_message.generated': 'True where an agent wrote it.',
  'transcription.transcribed_participant_identity': 'Who spoke, as the sender says.',
  'rpc_request.id': 'Ack and response name it.',
  'rpc_request.response_timeout_ms': 'How long the caller waits for the response, after the ack.',
  'rpc_request.version': 'Of the RPC protocol: 2 may compress its payload.',
  'rpc_request.compressed_payload': 'Instead of the payload, from version 2 on.',
  'rpc_ack.request_id': 'The request that arrived; the method has not run yet.',
  'rpc_response.request_id': 'The request that this answers.',
  'rpc_response.compressed_payload': 'Instead of the payload, from version 2 on.',
  'rpc_response.error.code': 'From 1400 on: LiveKit’s own codes; below: the application’s.',
  'stream_header.stream_id': 'Chunks and trailer name it.',
  'stream_header.timestamp': 'Epoch ms, by the sender’s clock.',
  'stream_header.total_length': 'Bytes of the whole stream. Not set: not known when it began.',
  'stream_header.inline_content': 'A short stream whole in its header: no chunks follow.',
  'stream_header.compression': 'How the chunks are packed.',
  'stream_chunk.chunk_index': 'From 0; the same index twice is a repetition, a missing one a hole.',
  'stream_chunk.version': 'Above 0: replaces an earlier version of this chunk.',
  'stream_trailer.reason': 'Empty: complete.',
  'encrypted_packet.encrypted_value': 'A whole packet within: what is in it shows only with the key.',
  'encrypted_packet.key_index': 'Which of the room’s keys.',
  'metrics.timestamp_ms': 'Epoch ms, by the sender’s clock.',
};

/** The hint for a field by its path; empty where there is nothing to say. */
export function fieldHint(path: string): string {
  const plain = path.replace(/\[[^\]]*\]/g, '');
  return Object.hasOwn(hints, plain) ? (hints[plain] ?? '') : '';
}
