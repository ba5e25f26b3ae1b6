package io.starlingdb.antientropy;

import io.starlingdb.antientropy.SumsReply.Differing;
import io.starlingdb.antientropy.SumsReply.Standing;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages of exchanges and their forms on the wire: ids 190–193. */
public final class SyncCodecs {
    static final MessageCodec<SumsRequest> SUMS_REQUEST = new SumsRequestCodec();
    static final MessageCodec<SumsReply> SUMS_REPLY = new SumsReplyCodec();
    static final MessageCodec<HashesRequest> HASHES_REQUEST = new HashesRequestCodec();
    static final MessageCodec<HashesReply> HASHES_REPLY = new HashesReplyCodec();

    private static final int PART_BYTES_MIN = 10;

    private SyncCodecs() {}

    /** Makes the messages known. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(190, SumsRequest.class, SUMS_REQUEST)
                .register(191, SumsReply.class, SUMS_REPLY)
                .register(192, HashesRequest.class, HASHES_REQUEST)
                .register(193, HashesReply.class, HASHES_REPLY);
    }

    private static void writeScope(Scope scope, WireWriter out) {
        out.string(scope.keyspace());
        out.int64(scope.range().start());
        out.int64(scope.range().end());
    }

    private static Scope readScope(WireReader in) {
        return new Scope(in.string(), new TokenRange(in.int64(), in.int64()));
    }

    private static void writePlace(Place place, WireWriter out) {
        Level level = place.level();
        out.u8(level.code());
        out.varint(place.table());
        out.varint(place.at());
        if (isWithinLeaf(level)) {
            out.int64(place.from());
            out.int64(place.to());
        }
    }

    private static boolean isWithinLeaf(Level level) {
        return level == Level.UNIT || areHashes(level);
    }

    private static Place readPlace(WireReader in) {
        Level level = known(() -> Level.ofCode(in.u8()));
        int table = in.varint(Integer.MAX_VALUE);
        int at = in.varint(0xFFFF);
        boolean hasBlocks = isWithinLeaf(level);
        return new Place(level, table, at, hasBlocks ? in.int64() : 0, hasBlocks ? in.int64() : 0);
    }

    private interface Code<T> {
        T read();
    }

    private static <T> T known(Code<T> code) {
        try {
            return code.read();
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()));
        }
    }

    /** Ids of blocks are hashes, in no order; others ascend and are small. */
    private static boolean areHashes(Level level) {
        return level == Level.BLOCK_GROUPS || level == Level.BLOCKS;
    }

    private static final class SumsRequestCodec implements MessageCodec<SumsRequest> {
        @Override
        public void write(SumsRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            writeScope(message.scope(), out);
            out.varint(message.settled());
            out.count(message.families().size());
            for (Family family : message.families()) {
                writePlace(family.place(), out);
                boolean areHashes = areHashes(family.place().level());
                out.count(family.parts().size());
                long last = 0;
                for (PartSum part : family.parts()) {
                    if (areHashes) {
                        out.int64(part.id());
                    } else {
                        out.varint(part.id() - last);
                        last = part.id();
                    }
                    out.int64(part.sum());
                }
            }
        }

        @Override
        public SumsRequest read(WireReader in, int version) {
            long epoch = in.varint();
            Scope scope = readScope(in);
            long settled = in.varint();
            List<Family> families = new ArrayList<>();
            for (int left = in.count(4); left > 0; left--) {
                Place place = readPlace(in);
                boolean areHashes = areHashes(place.level());
                List<PartSum> parts = new ArrayList<>();
                long last = 0;
                for (int more = in.count(PART_BYTES_MIN - 1); more > 0; more--) {
                    last = areHashes ? in.int64() : last + in.varint();
                    parts.add(new PartSum(last, in.int64(), 0));
                }
                families.add(new Family(place, parts));
            }
            return new SumsRequest(epoch, scope, settled, families);
        }
    }

    private static final class SumsReplyCodec implements MessageCodec<SumsReply> {
        @Override
        public void write(SumsReply message, WireWriter out, int version) {
            out.u8(message.standing().code());
            out.varint(message.settled());
            out.count(message.differing().size());
            for (Differing differing : message.differing()) {
                out.count(differing.ids().size());
                for (int i = 0; i < differing.ids().size(); i++) {
                    writeId(differing.ids().get(i), out);
                    writeId(differing.ends().get(i), out);
                    out.varint(differing.counts().get(i));
                }
            }
        }

        /** A small number, or a hash. */
        private static void writeId(long id, WireWriter out) {
            if (id >= 0 && id < 0xFFFF_FFFFL) {
                out.varint(id + 1);
            } else {
                out.varint(0);
                out.int64(id);
            }
        }

        private static long readId(WireReader in) {
            long small = in.varint();
            return small == 0 ? in.int64() : small - 1;
        }

        @Override
        public SumsReply read(WireReader in, int version) {
            Standing standing = known(() -> Standing.ofCode(in.u8()));
            long settled = in.varint();
            List<Differing> all = new ArrayList<>();
            for (int left = in.count(1); left > 0; left--) {
                List<Long> ids = new ArrayList<>();
                List<Long> ends = new ArrayList<>();
                List<Integer> counts = new ArrayList<>();
                for (int more = in.count(3); more > 0; more--) {
                    ids.add(readId(in));
                    ends.add(readId(in));
                    counts.add(in.varint(Integer.MAX_VALUE));
                }
                all.add(new Differing(ids, ends, counts));
            }
            return new SumsReply(standing, settled, all);
        }
    }

    private static final class HashesRequestCodec implements MessageCodec<HashesRequest> {
        @Override
        public void write(HashesRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            writeScope(message.scope(), out);
            out.varint(message.settled());
            out.int64(message.salt());
            out.count(message.pages().size());
            for (HashesRequest.Page page : message.pages()) {
                out.bytes(page.start());
                out.bytes(page.end());
                out.count(page.hashes().length);
                for (int hash : page.hashes()) {
                    out.int32(hash);
                }
            }
        }

        @Override
        public HashesRequest read(WireReader in, int version) {
            long epoch = in.varint();
            Scope scope = readScope(in);
            long settled = in.varint();
            long salt = in.int64();
            List<HashesRequest.Page> pages = new ArrayList<>();
            for (int left = in.count(3); left > 0; left--) {
                byte[] start = in.bytes();
                byte[] end = in.bytes();
                int[] hashes = new int[in.count(Integer.BYTES)];
                for (int i = 0; i < hashes.length; i++) {
                    hashes[i] = in.int32();
                }
                pages.add(new HashesRequest.Page(start, end, hashes));
            }
            return new HashesRequest(epoch, scope, settled, salt, pages);
        }
    }

    private static final class HashesReplyCodec implements MessageCodec<HashesReply> {
        @Override
        public void write(HashesReply message, WireWriter out, int version) {
            out.u8(message.standing().code());
            out.count(message.pages().size());
            for (HashesReply.Page page : message.pages()) {
                out.count(page.unknown().length);
                int last = 0;
                for (int place : page.unknown()) {
                    out.varint(place - last);
                    last = place;
                }
                out.count(page.theirs().size());
                for (HashesReply.Unmatched entry : page.theirs()) {
                    out.bytes(entry.key());
                    out.varint(entry.newest());
                }
                out.nullableBytes(page.end());
            }
        }

        @Override
        public HashesReply read(WireReader in, int version) {
            Standing standing = known(() -> Standing.ofCode(in.u8()));
            List<HashesReply.Page> pages = new ArrayList<>();
            for (int left = in.count(3); left > 0; left--) {
                int[] unknown = new int[in.count(1)];
                int last = 0;
                for (int i = 0; i < unknown.length; i++) {
                    last += in.varint(Integer.MAX_VALUE - last);
                    unknown[i] = last;
                }
                List<HashesReply.Unmatched> theirs = new ArrayList<>();
                for (int more = in.count(2); more > 0; more--) {
                    theirs.add(new HashesReply.Unmatched(in.bytes(), in.varint()));
                }
                pages.add(new HashesReply.Page(unknown, theirs, in.nullableBytes()));
            }
            return new HashesReply(standing, pages);
        }
    }
}
