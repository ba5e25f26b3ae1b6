package io.starlingdb.wire;

import java.util.ArrayList;
import java.util.List;

/** A reply to a {@link Traced} request, with what was done for it. */
record TracedReply(List<TraceStep> steps, Traced reply) implements Message {
    private static final int STEP_BYTES_MIN = 6;

    static final class Codec implements MessageCodec<TracedReply> {
        private final Traced.Codec replies = new Traced.Codec();

        @Override
        public void write(TracedReply message, WireWriter out, int version) {
            out.count(message.steps().size());
            for (TraceStep step : message.steps()) {
                out.endpoint(step.source());
                out.string(step.activity());
                out.varint(step.elapsedMicros());
            }
            replies.write(message.reply(), out, version);
        }

        @Override
        public TracedReply read(WireReader in, int version) {
            int count = in.count(STEP_BYTES_MIN);
            List<TraceStep> steps = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                steps.add(new TraceStep(in.endpoint(), in.string(), in.varint()));
            }
            return new TracedReply(steps, replies.read(in, version));
        }
    }
}
