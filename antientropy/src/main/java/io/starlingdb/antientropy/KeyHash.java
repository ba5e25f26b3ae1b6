package io.starlingdb.antientropy;

/**
 * A hash of stored keys that says where blocks begin: at every key whose lowest bits are zero. So replicas that hold the same keys divide them at
 * the same places without asking each other, and one that has divided less merely compares more coarsely. (Content-defined chunking, as in
 * rsync-like tools and prolly trees; rejected: blocks of fixed numbers of rows, which shift with every insert.)
 */
final class KeyHash {
    /** The id of a leaf's first block, which begins wherever the leaf does; as an end, the end of the leaf. */
    static final long LEAF = 0;

    private static final long FINE = (1L << 9) - 1;
    private static final long COARSE = (1L << 15) - 1;

    private KeyHash() {}

    /** The id of a block that begins with this key. Never {@link #LEAF}. */
    static long of(byte[] key) {
        long hash = 0xCBF29CE484222325L;
        for (byte one : key) {
            hash = (hash ^ (one & 0xFF)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        return hash == LEAF ? 1 : hash;
    }

    /** Whether a block begins with the key of this hash: one key in 512. */
    static boolean beginsBlock(long id) {
        return (id & FINE) == 0;
    }

    /** Whether a group of about 64 blocks begins with it. */
    static boolean beginsGroup(long id) {
        return id == LEAF || (id & COARSE) == 0;
    }
}
