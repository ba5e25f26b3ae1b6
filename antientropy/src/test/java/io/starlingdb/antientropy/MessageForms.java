package io.starlingdb.antientropy;

import io.starlingdb.antientropy.SumsReply.Differing;
import io.starlingdb.antientropy.SumsReply.Standing;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.WireWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of each message, and a checkpoint, as bytes. */
final class MessageForms {
    static final Scope SCOPE = new Scope("shop", new TokenRange(-5L << 48, 7L << 48));

    private MessageForms() {}

    static final SumsRequest SUMS_REQUEST = new SumsRequest(
            12,
            SCOPE,
            1_700_000_000_000_000L,
            List.of(
                    new Family(Place.ROOT, List.of(new PartSum(0, 0x0123456789ABCDEFL, 0))),
                    new Family(Place.leaves(7, 300), List.of(new PartSum(4_800, -1, 0), new PartSum(4_803, 5, 0))),
                    new Family(Place.blocks(7, 4_801, 0, -3), List.of(new PartSum(0, 9, 0), new PartSum(-77, 8, 0)))));

    static final SumsReply SUMS_REPLY = new SumsReply(
            Standing.COMPARED,
            1_600_000_000_000_000L,
            List.of(
                    new Differing(List.of(0L), List.of(0L), List.of(10)),
                    new Differing(List.of(4_800L), List.of(1L), List.of(2_000)),
                    new Differing(List.of(-77L), List.of(-3L), List.of(500))));

    static final HashesRequest HASHES_REQUEST = new HashesRequest(
            12, SCOPE, 0, 77, List.of(new HashesRequest.Page(new byte[] {1, 2}, new byte[] {1, 3}, new int[] {1, -1})));

    static final HashesReply HASHES_REPLY = new HashesReply(
            Standing.COMPARED,
            List.of(
                    new HashesReply.Page(
                            new int[] {0, 4, 5},
                            List.of(new HashesReply.Unmatched(new byte[] {9, 9}, 1_700_000_000_000_001L)),
                            null),
                    new HashesReply.Page(new int[0], List.of(), new byte[] {7})));

    /** Name and bytes of each. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> forms = new TreeMap<>();
        forms.put("sums-request", bytes(SUMS_REQUEST, SyncCodecs.SUMS_REQUEST));
        forms.put("sums-reply", bytes(SUMS_REPLY, SyncCodecs.SUMS_REPLY));
        forms.put("hashes-request", bytes(HASHES_REQUEST, SyncCodecs.HASHES_REQUEST));
        forms.put("hashes-reply", bytes(HASHES_REPLY, SyncCodecs.HASHES_REPLY));
        forms.put("checkpoint", checkpoint());
        return forms;
    }

    private static byte[] checkpoint() {
        ModelReplica replica = new ModelReplica();
        for (int i = 0; i < 1_200; i++) {
            replica.join(ModelReplica.key(3, i < 1_100 ? 5 : i, i), i);
        }
        replica.count(4_096);
        return Checkpoint.encode(List.of(replica.tree));
    }

    static <M extends Message> byte[] bytes(M message, MessageCodec<M> codec) {
        WireWriter out = new WireWriter();
        codec.write(message, out, 1);
        return out.toByteArray();
    }
}
