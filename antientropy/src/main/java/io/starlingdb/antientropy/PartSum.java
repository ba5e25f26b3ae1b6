package io.starlingdb.antientropy;

/**
 * The sum of one part of a place in the tree.
 *
 * @param id the table, group of slices, slice, or the beginning of a block, according to the place's level
 * @param sum over its entries
 * @param count how many they are
 */
public record PartSum(long id, long sum, int count) {
    PartSum plus(long moreSum, int more) {
        return new PartSum(id, sum + moreSum, count + more);
    }
}
