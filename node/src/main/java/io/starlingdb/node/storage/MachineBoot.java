package io.starlingdb.node.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which boot of the machine this is. What a process wrote without syncing is still there when only the process died, and
 * may be gone when the machine did: the boot's name tells the two apart.
 */
public final class MachineBoot {

    /** The name of a boot that the system does not tell. It equals no boot, itself included. */
    static final String UNKNOWN = "";

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private MachineBoot() {}

    /** A name that is new after each boot of the machine; empty where the system has none (all but Linux). */
    public static String id() {
        try {
            return Files.readString(LINUX, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
