package io.starlingdb.antientropy;

/**
 * A place in the tree of a scope's sums.
 *
 * @param level what its parts are
 * @param table of all levels but the first two, else 0
 * @param at the group or subgroup of slices ({@link Level#SUBGROUPS}, {@link Level#LEAVES}) or the slice (the levels below), else 0
 * @param from the block with which a stretch of a large leaf begins; 0 for the leaf's beginning
 * @param to the block before which it ends; 0 for the leaf's end
 */
public record Place(Level level, int table, int at, long from, long to) {
    /** How many slices a group has, as a power of two. */
    public static final int GROUP_BITS = 8;

    /** How many slices a subgroup has, as a power of two. */
    public static final int SUBGROUP_BITS = 4;

    static final Place ROOT = new Place(Level.ROOT, 0, 0, 0, 0);
    static final Place TABLES = new Place(Level.TABLES, 0, 0, 0, 0);

    static Place groups(int table) {
        return new Place(Level.GROUPS, table, 0, 0, 0);
    }

    static Place subgroups(int table, int group) {
        return new Place(Level.SUBGROUPS, table, group, 0, 0);
    }

    static Place leaves(int table, int subgroup) {
        return new Place(Level.LEAVES, table, subgroup, 0, 0);
    }

    static Place blockGroups(int table, int slice) {
        return new Place(Level.BLOCK_GROUPS, table, slice, KeyHash.LEAF, KeyHash.LEAF);
    }

    static Place blocks(int table, int slice, long from, long to) {
        return new Place(Level.BLOCKS, table, slice, from, to);
    }

    /** A stretch of a leaf, to be compared as a whole and then row by row. */
    static Place unit(int table, int slice, long from, long to) {
        return new Place(Level.UNIT, table, slice, from, to);
    }
}
