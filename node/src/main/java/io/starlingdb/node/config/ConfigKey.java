package io.starlingdb.node.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One setting.
 *
 * @param name as written in the file, dotted: {@code storage.row_cache}
 * @param kind reads the written form
 * @param fallback the written form of the default; empty where there is none
 * @param doc what it does, and what raising or lowering it costs
 */
record ConfigKey<T>(String name, ValueKind<T> kind, String fallback, String doc) {

    private static final Pattern SECRET = Pattern.compile("(.*[._])?(password|passphrase|secret|credentials)");

    /** Whether nobody may be shown its value. */
    boolean isSecret() {
        return SECRET.matcher(name).matches();
    }

    /** The environment variable that sets this key: {@code storage.row_cache} is {@code STARLING_STORAGE_ROW_CACHE}. */
    String environmentVariable() {
        return "STARLING_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /**
     * Reads the written form.
     *
     * @throws ConfigException naming the key, the value, where it stands, and what would be accepted
     */
    T read(String written, String source) {
        try {
            return kind.read(written.trim());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    name + ": '" + written + "' (from " + source + ") is not " + kind.expects() + reason(e));
        }
    }

    private static String reason(IllegalArgumentException e) {
        return e.getMessage() == null || e instanceof NumberFormatException ? "" : ": " + e.getMessage();
    }
}
