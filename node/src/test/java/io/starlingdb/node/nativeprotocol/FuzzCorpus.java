package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Options;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Register;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Messages of every kind, as clients encode them, and what becomes of them under mutation. */
final class FuzzCorpus {
    private static final int HEADER = Envelope.HEADER_BYTES;

    private final FrameCodec<WireBytes> codec = FrameCodec.defaultClient(new WireBytesCodec(), Compressor.none());
    private final SplittableRandom random;

    FuzzCorpus(SplittableRandom random) {
        this.random = random;
    }

    byte[] encode(int version, int stream, Message message) {
        WireBytes bytes = codec.encode(Frame.forRequest(version, stream, false, Map.of(), message));
        return Arrays.copyOfRange(bytes.array(), bytes.reader(), bytes.writer());
    }

    /** A request of any kind that a started connection may send. */
    Message request() {
        ByteBuffer key = ByteBuffer.allocate(4).putInt(0, random.nextInt(1_000));
        ByteBuffer text = ByteBuffer.wrap(word().getBytes(StandardCharsets.UTF_8));
        QueryOptions options = new QueryOptions(
                1 + random.nextInt(2),
                List.of(key, text),
                Map.of(),
                random.nextBoolean(),
                1 + random.nextInt(100),
                null,
                8,
                random.nextBoolean() ? 1_000 : QueryOptions.NO_DEFAULT_TIMESTAMP,
                null,
                QueryOptions.NO_NOW_IN_SECONDS);
        return switch (random.nextInt(9)) {
            case 0 -> Options.INSTANCE;
            case 1 -> new Query("SELECT * FROM fuzz.kv WHERE k = " + random.nextInt(1_000));
            case 2 -> new Query("INSERT INTO fuzz.kv (k, v) VALUES (?, ?)", options);
            case 3 -> new Prepare("SELECT v FROM fuzz.kv WHERE k = ? AND v > '" + word() + "'");
            case 4 -> new Execute(bytes(16), bytes(16), options);
            case 5 ->
                new Batch(
                        (byte) random.nextInt(3),
                        List.of("INSERT INTO fuzz.kv (k, v) VALUES (?, ?)", bytes(16)),
                        List.of(List.of(key, text), List.of(key)),
                        1,
                        8,
                        5,
                        null,
                        QueryOptions.NO_NOW_IN_SECONDS);
            case 6 -> new Register(List.of("TOPOLOGY_CHANGE", "STATUS_CHANGE", "SCHEMA_CHANGE"));
            case 7 -> new AuthResponse(ByteBuffer.wrap(bytes(20)));
            default -> new Startup(Map.of("CQL_VERSION", "3.0.0", word(), word()));
        };
    }

    /** The message with some bytes of its body changed, its length right: what follows it must be understood. */
    byte[] mutateBody(byte[] message) {
        int body = message.length - HEADER;
        byte[] mutated = message.clone();
        for (int left = body == 0 ? 0 : 1 + random.nextInt(4); left > 0; left--) {
            int at = HEADER + random.nextInt(body);
            switch (random.nextInt(3)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt(256);
                default -> mutated[at] = random.nextBoolean() ? (byte) 0xff : (byte) 0x7f;
            }
        }
        return random.nextInt(4) == 0 && body > 1 ? cutBody(mutated, random.nextInt(body)) : mutated;
    }

    /** The message with any byte changed, inserted or lost. */
    byte[] mutateAnything(byte[] message) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : message) {
            bytes.add(each);
        }
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int at = random.nextInt(Math.min(bytes.size(), random.nextBoolean() ? HEADER : bytes.size()));
            switch (random.nextInt(3)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.add(at, (byte) random.nextInt(256));
                default -> bytes.set(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
            }
        }
        byte[] mutated = new byte[random.nextInt(3) == 0 ? random.nextInt(bytes.size()) : bytes.size()];
        for (int i = 0; i < mutated.length; i++) {
            mutated[i] = bytes.get(i);
        }
        return mutated;
    }

    private static byte[] cutBody(byte[] message, int body) {
        byte[] cut = Arrays.copyOf(message, HEADER + body);
        ByteBuffer.wrap(cut).putInt(5, body);
        return cut;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String word() {
        return Integer.toString(random.nextInt(1 << 20), 36);
    }
}
