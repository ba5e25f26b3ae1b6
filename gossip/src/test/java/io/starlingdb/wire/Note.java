package io.starlingdb.wire;

/** A message for tests; its text is spoken since wire version 2. */
record Note(long number, String text) implements Message {

    static final MessageCodec<Note> CODEC = new MessageCodec<>() {
        @Override
        public void write(Note message, WireWriter out, int version) {
            out.varint(message.number());
            if (version >= 2) {
                out.string(message.text());
            }
        }

        @Override
        public Note read(WireReader in, int version) {
            return new Note(in.varint(), version >= 2 ? in.string() : "");
        }
    };
}
