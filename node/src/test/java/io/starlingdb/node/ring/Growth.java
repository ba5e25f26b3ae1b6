package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A cluster that grows one node at a time, and how even ownership is meanwhile: RF 3 in each datacenter, 16 tokens a node. Its main method prints
 * the tables of the issue ({@code scripts/ownership}).
 */
final class Growth {
    private static final int TOKENS = 16;
    private static final int FACTOR = 3;
    private static final double EVEN_ENOUGH = 1.05;

    private final IntFunction<String> places;
    private final List<RecordMember> members;
    private double worst = 1;
    private long slowestNanos;
    private int actors;

    /** @param places {@code datacenter/rack} of each node, by its number from 0; the first three found the cluster */
    Growth(IntFunction<String> places, int founders) {
        this.places = places;
        List<String> first = new ArrayList<>();
        for (int i = 0; i < founders; i++) {
            first.add(places.apply(i));
        }
        members = new ArrayList<>(Members.found(TOKENS, first));
        actors = founders;
    }

    /** Adds a node; returns the spread with it. */
    double add() {
        Location at = Members.location(places.apply(actors));
        actors++;
        long begun = System.nanoTime();
        List<Long> tokens = TokenAllocator.join(members, new TokenAllocator.Seat(at, TOKENS));
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - begun);
        members.add(Members.member(actors, at.datacenter(), at.rack(), tokens.toArray(new Long[0])));
        double spread = spread();
        worst = Math.max(worst, spread);
        return spread;
    }

    /** Takes nodes away, drawn from a seed. */
    void removeSome(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            members.remove(random.nextInt(members.size()));
        }
    }

    /** Moves tokens; returns of how many nodes. */
    int rebalance() {
        long begun = System.nanoTime();
        SortedMap<NodeId, List<Long>> moves = TokenAllocator.rebalance(members, EVEN_ENOUGH);
        slowestNanos = System.nanoTime() - begun;
        List<RecordMember> even = new Move.Rebalance(moves).after(members);
        members.clear();
        members.addAll(even);
        return moves.size();
    }

    /** The largest share over the smallest, each against what the rule of racks allows the node, where they differ most. */
    double spread() {
        SortedMap<String, Integer> factors = new TreeMap<>();
        members.forEach(member -> factors.put(member.datacenter(), FACTOR));
        var shares = Ownership.of(new Ring(1, members, new NetworkTopologyStrategy(factors)));
        double worstHere = 1;
        for (String datacenter : factors.keySet()) {
            List<RecordMember> here = members.stream()
                    .filter(member -> member.datacenter().equals(datacenter))
                    .toList();
            List<String> racks =
                    here.stream().map(RecordMember::rack).distinct().toList();
            double[] fair = FairShares.of(
                    here.stream()
                            .mapToInt(member -> racks.indexOf(member.rack()))
                            .toArray(),
                    here.stream().mapToInt(member -> member.tokens().size()).toArray(),
                    Math.min(FACTOR, here.size()));
            double most = 0;
            double least = Double.MAX_VALUE;
            for (int i = 0; i < fair.length; i++) {
                double part = shares.get(here.get(i).id()).replicated() / fair[i];
                most = Math.max(most, part);
                least = Math.min(least, part);
            }
            worstHere = Math.max(worstHere, most / least);
        }
        return worstHere;
    }

    List<RecordMember> members() {
        return List.copyOf(members);
    }

    int size() {
        return members.size();
    }

    double worst() {
        return worst;
    }

    double slowestMillis() {
        return slowestNanos / 1e6;
    }

    public static void main(String[] arguments) {
        int nodes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        String only = arguments.length > 1 ? arguments[1] : "";
        table("one datacenter, one rack", only, nodes, 3, number -> "dc1/rack1");
        table("one datacenter, three racks in turn", only, nodes, 3, number -> "dc1/rack" + number % 3);
        table("one datacenter, six racks in turn", only, nodes, 6, number -> "dc1/rack" + number % 6);
        table(
                "two datacenters in turn, each of three racks",
                only,
                nodes,
                6,
                number -> "dc" + number % 2 + "/rack" + number / 2 % 3);
    }

    private static void table(String title, String only, int nodes, int founders, IntFunction<String> places) {
        if (!title.contains(only)) {
            return;
        }
        Growth growth = new Growth(places, founders);
        System.out.printf(Locale.ROOT, "%n%s%nnodes  largest/smallest share%n", title);
        System.out.printf(Locale.ROOT, "%5d  %.3f%n", growth.size(), growth.spread());
        while (growth.size() < nodes) {
            double spread = growth.add();
            if (growth.size() <= 10 || growth.size() % 10 == 0) {
                System.out.printf(Locale.ROOT, "%5d  %.3f%n", growth.size(), spread);
            }
        }
        System.out.printf(Locale.ROOT, "worst  %.3f; slowest choice %.0f ms%n", growth.worst(), growth.slowestMillis());
        growth.removeSome(nodes / 10, 1);
        System.out.printf(Locale.ROOT, "after %d of them are removed at random: %.3f%n", nodes / 10, growth.spread());
        int moved = growth.rebalance();
        System.out.printf(
                Locale.ROOT,
                "after a rebalance, which moves tokens of %d nodes: %.3f (chosen in %.0f ms)%n",
                moved,
                growth.spread(),
                growth.slowestMillis());
    }
}
