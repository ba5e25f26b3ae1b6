package io.starlingdb.node.nativeprotocol;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Splits a node's CPU time by the stages of a request, from a flight recording: {@code StageReport RECORDING [SECONDS]} (of its last so many
 * seconds). A sample belongs to the first stage that one of its frames, from the innermost outwards, names. Samples in native code count
 * where they are in RocksDB, as the rest of those wait.
 */
public final class StageReport {
    private static final int TOP = 12;

    /** Stages by what frames' classes begin with; the first that fits decides. */
    private static final Map<String, String> STAGES = new LinkedHashMap<>();

    static {
        String node = "io.starlingdb.node.";
        STAGES.put(node + "storage.", "storage");
        STAGES.put("org.rocksdb.", "storage");
        STAGES.put(node + "replica.", "replica (join, versions)");
        STAGES.put(node + "data.", "replica (join, versions)");
        STAGES.put(node + "version.", "replica (join, versions)");
        STAGES.put(node + "sync.", "anti-entropy sums");
        STAGES.put(node + "coordinator.", "coordinate");
        STAGES.put(node + "ring.", "coordinate");
        STAGES.put(node + "cql.", "plan and evaluate");
        STAGES.put(node + "nativeprotocol.ResultMessages", "encode");
        STAGES.put(node + "nativeprotocol.FrameWriter", "encode");
        STAGES.put(node + "nativeprotocol.EnvelopeReader", "decode");
        STAGES.put(node + "nativeprotocol.SegmentReader", "decode");
        STAGES.put(node + "nativeprotocol.Settings", "decode");
        STAGES.put("com.datastax.oss.protocol.internal.request", "decode");
        STAGES.put("com.datastax.oss.protocol.internal.response", "encode");
        STAGES.put(node + "metrics.", "metrics");
        STAGES.put("com.codahale.", "metrics");
        STAGES.put(node + "nativeprotocol.", "conversation");
        STAGES.put("io.netty.", "network and loop");
        STAGES.put("io.vertx.", "network and loop");
        STAGES.put("sun.nio.", "network and loop");
    }

    private StageReport() {}

    public static void main(String[] arguments) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(Path.of(arguments[0]));
        Instant end = events.stream()
                .map(RecordedEvent::getEndTime)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Instant from = arguments.length > 1 ? end.minusSeconds(Long.parseLong(arguments[1])) : Instant.EPOCH;
        Map<String, Integer> stages = new TreeMap<>();
        Map<String, Integer> methods = new TreeMap<>();
        int samples = 0;
        for (RecordedEvent event : events) {
            if (event.getStartTime().isBefore(from) || event.getStackTrace() == null || !isWork(event)) {
                continue;
            }
            List<RecordedFrame> frames = event.getStackTrace().getFrames();
            samples++;
            stages.merge(stage(frames), 1, Integer::sum);
            methods.merge(name(frames.get(0)), 1, Integer::sum);
        }
        print("stage", stages, samples, Integer.MAX_VALUE);
        print("method", methods, samples, TOP);
    }

    private static boolean isWork(RecordedEvent event) {
        String type = event.getEventType().getName();
        return type.equals("jdk.ExecutionSample")
                || (type.equals("jdk.NativeMethodSample")
                        && name(event.getStackTrace().getFrames().get(0)).startsWith("org.rocksdb."));
    }

    private static String stage(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String name = name(frame);
            for (Map.Entry<String, String> stage : STAGES.entrySet()) {
                if (name.startsWith(stage.getKey())) {
                    return stage.getValue();
                }
            }
        }
        return "other";
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void print(String what, Map<String, Integer> counts, int samples, int most) {
        System.out.println(what + " (" + samples + " samples)");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * each.getValue() / samples, each.getKey()));
    }
}
