package io.starlingdb.node.storage;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One life of a data directory, from a start to a stop, as its file {@code life} says it. Text, for people too:
 *
 * <pre>
 * start=7
 * boot=1b4e28ba-2fa1-11d2-883f-0016d3cca427
 * recovering=yes
 * stopped=clean
 * </pre>
 *
 * The third line stands from the discovery that something may be missing until it has been fetched from the peers; the
 * last one only while the directory is at rest after a clean stop: it is the clean-stop marker.
 *
 * @param start the start's number, from 1
 * @param boot the name of the machine's boot, perhaps {@link MachineBoot#UNKNOWN}
 * @param recovering whether something may be missing that has not been fetched from the peers yet
 * @param stoppedCleanly whether it has ended, with everything synced
 */
record Life(long start, String boot, boolean recovering, boolean stoppedCleanly) {

    private static final Set<String> KEYS = Set.of("start", "boot", "recovering", "stopped");

    /** How this life ended, seen from a later start on the given boot. */
    LastStop seenFrom(String laterBoot) {
        if (stoppedCleanly) {
            return LastStop.CLEAN;
        }
        boolean sameBoot = boot.equals(laterBoot) && !boot.equals(MachineBoot.UNKNOWN);
        return sameBoot ? LastStop.PROCESS_CRASH : LastStop.MACHINE_CRASH;
    }

    /** The life that a start on the given boot begins. */
    Life next(String laterBoot) {
        return new Life(start + 1, laterBoot, recovering, false);
    }

    Life stopped() {
        return new Life(start, boot, recovering, true);
    }

    Life recovering(long atLeastStart) {
        return new Life(Math.max(start, atLeastStart), boot, true, stoppedCleanly);
    }

    Life recovered() {
        return new Life(start, boot, false, stoppedCleanly);
    }

    byte[] toBytes() {
        String text = "start=" + start + "\nboot=" + boot + "\n"
                + (recovering ? "recovering=yes\n" : "")
                + (stoppedCleanly ? "stopped=clean\n" : "");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Life parse(byte[] content) {
        Map<String, String> lines = new HashMap<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals < 0 || !KEYS.contains(line.substring(0, equals))) {
                throw new IllegalArgumentException("not a line of a life: " + line);
            }
            lines.put(line.substring(0, equals), line.substring(equals + 1));
        }
        String start = lines.get("start");
        String boot = lines.get("boot");
        if (start == null || boot == null) {
            throw new IllegalArgumentException("start or boot is missing");
        }
        return new Life(
                Long.parseLong(start),
                boot,
                "yes".equals(lines.get("recovering")),
                "clean".equals(lines.get("stopped")));
    }
}
