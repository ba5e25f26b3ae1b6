package io.starlingdb.node.ring;

import java.util.Arrays;

/**
 * What each node of a datacenter ought to hold, as far as the rule of distinct racks leaves room: in proportion to its tokens; but where there are
 * as many racks as copies or more, no rack holds more than one copy of anything, and where there are fewer, each holds at least one. What a rack
 * cannot take, or must take, its nodes share, and the other racks share the rest.
 */
final class FairShares {
    private FairShares() {}

    /**
     * Copies of the whole ring for each node; all together have {@code factor}.
     *
     * @param rackOf each node's rack, numbered from 0
     * @param tokens how many each node has
     * @param factor how many copies there are of everything, at most as many as nodes
     */
    static double[] of(int[] rackOf, int[] tokens, int factor) {
        int racks = Arrays.stream(rackOf).max().orElse(-1) + 1;
        double[] weight = new double[racks];
        int[] nodes = new int[racks];
        for (int node = 0; node < rackOf.length; node++) {
            weight[rackOf[node]] += tokens[node];
            nodes[rackOf[node]]++;
        }
        double[] low = new double[racks];
        double[] high = new double[racks];
        for (int rack = 0; rack < racks; rack++) {
            low[rack] = racks <= factor ? 1 : 0;
            high[rack] = racks >= factor ? 1 : Math.min(factor - racks + 1, nodes[rack]);
        }
        double[] copies = within(weight, low, high, factor);
        double[] shares = new double[rackOf.length];
        for (int node = 0; node < rackOf.length; node++) {
            shares[node] = copies[rackOf[node]] * tokens[node] / weight[rackOf[node]];
        }
        return shares;
    }

    /** Numbers in proportion to the weights, each within its bounds, that make up {@code sum}; the bounds leave room for it. */
    private static double[] within(double[] weight, double[] low, double[] high, double sum) {
        double least = 0;
        double most = sum / Arrays.stream(weight).min().orElse(1);
        for (int halving = 0; halving < 100; halving++) {
            double level = (least + most) / 2;
            double total = 0;
            for (int i = 0; i < weight.length; i++) {
                total += clamp(level * weight[i], low[i], high[i]);
            }
            if (total < sum) {
                least = level;
            } else {
                most = level;
            }
        }
        double[] parts = new double[weight.length];
        for (int i = 0; i < weight.length; i++) {
            parts[i] = clamp(most * weight[i], low[i], high[i]);
        }
        return parts;
    }

    private static double clamp(double number, double low, double high) {
        return Math.max(low, Math.min(high, number));
    }
}
