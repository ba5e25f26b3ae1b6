package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.Locale;

/** What a table does with concurrent values (DESIGN 5.3); fixed when it is created, by the option {@code conflicts}. */
public enum ConflictMode {
    /** The highest timestamp stays; a concurrent loser is counted. */
    LAST_WRITE_WINS(1),
    /** All stay until a writer that has seen them replaces them. */
    SIBLINGS(2);

    private final int storedId;

    ConflictMode(int storedId) {
        this.storedId = storedId;
    }

    /** The mode of that option value, in any case. */
    public static ConflictMode parse(String text) {
        for (ConflictMode mode : values()) {
            if (mode.name().equalsIgnoreCase(text)) {
                return mode;
            }
        }
        throw StarlingException.invalid("conflicts is 'last_write_wins' or 'siblings', not '" + text + "'");
    }

    /** The option's value in CQL. */
    public String cqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number that stored schemas hold; never reused. */
    int storedId() {
        return storedId;
    }
}
