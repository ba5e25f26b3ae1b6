package io.starlingdb.antientropy;

/** What the parts of a {@link Place} are. The codes are the wire's and never change. */
public enum Level {
    /** The one sum of a scope. */
    ROOT(0),
    /** A scope's tables. */
    TABLES(1),
    /** A table's groups of 256 slices. */
    GROUPS(2),
    /** A group's subgroups of 16 slices. */
    SUBGROUPS(7),
    /** A subgroup's slices: the leaves. */
    LEAVES(3),
    /** A large leaf's groups of blocks. */
    BLOCK_GROUPS(4),
    /** The blocks of one such group. */
    BLOCKS(5),
    /** One leaf, or one stretch of a large leaf, as a whole. */
    UNIT(6);

    private final int code;

    Level(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Level ofCode(int code) {
        for (Level level : values()) {
            if (level.code == code) {
                return level;
            }
        }
        throw new IllegalArgumentException("no level has the code " + code);
    }
}
