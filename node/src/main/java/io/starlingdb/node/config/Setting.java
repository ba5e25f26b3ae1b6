package io.starlingdb.node.config;

/**
 * A setting as it is in force, for {@code starling config show}.
 *
 * @param name the key
 * @param value as it was written; {@code ********} for a secret
 * @param source {@code default}, the file's path, {@code environment variable STARLING_…}, or {@code --set}
 * @param about what it does
 */
public record Setting(String name, String value, String source, String about) {
    static final String HIDDEN = "********";
}
