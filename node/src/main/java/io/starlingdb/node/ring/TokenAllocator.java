package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses tokens, those of a cluster's founders and those of who comes later, on the grid of {@link Tokens}, so that ownership is even. Deterministic: the
 * same members get the same tokens.
 *
 * <p><b>Founders.</b> In each datacenter the tokens are evenly spaced over the whole ring, and a {@link FairOrder} says whose each one is. Racks
 * take turns, in proportion to their tokens: then the tokens of one rack are evenly spaced too, and a rack that holds one
 * replica of everything spreads it evenly over its nodes. Nodes take turns within their rack, each turn worth the distance
 * from the rack's last token, and in an order that changes from round to round: neighbours differ, so that what a failed node
 * held is taken over by many and not by the same two.
 *
 * <p><b>Newcomers.</b> The places for their tokens are searched ({@link TokenSearch}): all members' shares of the data, three replicas in
 * distinct racks where there are racks, are to become as even as the newcomer's tokens can make them.
 *
 * <p>Rejected: random tokens, as in Dynamo's first strategy (16 a node leave some nodes with twice the load of others), and
 * one fixed order (even, but each node shares its ranges with its neighbours alone).
 */
public final class TokenAllocator {
    /** Tokens of a node that does not say otherwise. Fewer make ownership coarser when nodes join, more make ranges smaller. */
    public static final int TOKENS_PER_NODE = 16;

    /** The end of the last slice is the lowest number there is, which is no token of any key: it is left out. */
    private static final int SLICES = Tokens.SLICES - 1;

    private TokenAllocator() {}

    /**
     * A node that gets tokens.
     *
     * @param location where it stands
     * @param tokens how many it gets, at least 1
     */
    public record Seat(Location location, int tokens) {
        public Seat {
            if (tokens <= 0) {
                throw new IllegalArgumentException("A node has at least one token, not " + tokens);
            }
        }
    }

    /**
     * The tokens of each of the founding nodes, in their order.
     *
     * @throws IllegalArgumentException if they are more than the grid has
     */
    public static List<List<Long>> found(List<Seat> seats) {
        if (total(seats) > SLICES) {
            throw new IllegalArgumentException(total(seats) + " tokens do not fit a grid of " + SLICES);
        }
        List<List<Long>> tokens = new ArrayList<>();
        seats.forEach(seat -> tokens.add(new ArrayList<>()));
        Map<String, List<Integer>> datacenters = new TreeMap<>();
        for (int i = 0; i < seats.size(); i++) {
            datacenters
                    .computeIfAbsent(seats.get(i).location().datacenter(), any -> new ArrayList<>())
                    .add(i);
        }
        Set<Integer> taken = new HashSet<>();
        int number = 0;
        for (List<Integer> members : datacenters.values()) {
            double shift = (double) number++ / datacenters.size();
            place(seats, members, shift, taken, tokens);
        }
        return tokens.stream().map(list -> list.stream().sorted().toList()).toList();
    }

    /** Gives one datacenter's members their tokens; {@code shift} of a spacing keeps datacenters off each other. */
    private static void place(
            List<Seat> seats, List<Integer> members, double shift, Set<Integer> taken, List<List<Long>> tokens) {
        List<Integer> order = turns(seats, members);
        double spacing = (double) SLICES / order.size();
        for (int i = 0; i < order.size(); i++) {
            int slice = (int) ((i + shift) * spacing);
            while (!taken.add(slice)) {
                slice = (slice + 1) % SLICES;
            }
            tokens.get(order.get(i)).add(Tokens.endOf(slice));
        }
    }

    /** Whose turn it is at each of the datacenter's tokens. */
    private static List<Integer> turns(List<Seat> seats, List<Integer> members) {
        Map<String, List<Integer>> byRack = new TreeMap<>();
        members.forEach(
                member -> byRack.computeIfAbsent(seats.get(member).location().rack(), any -> new ArrayList<>())
                        .add(member));
        List<List<Integer>> racks = List.copyOf(byRack.values());
        List<FairOrder> withinRack = racks.stream()
                .map(rack -> new FairOrder(
                        rack.stream().map(member -> seats.get(member).tokens()).toList()))
                .toList();
        FairOrder amongRacks =
                new FairOrder(withinRack.stream().map(FairOrder::total).toList());
        int[] waited = new int[racks.size()];
        List<Integer> turns = new ArrayList<>();
        for (int left = amongRacks.total(); left > 0; left--) {
            Arrays.setAll(waited, rack -> waited[rack] + 1);
            int rack = amongRacks.next(1);
            turns.add(racks.get(rack).get(withinRack.get(rack).next(waited[rack])));
            waited[rack] = 0;
        }
        return turns;
    }

    /**
     * The tokens of a newcomer, so that the members of its datacenter hold even shares with it, as far as its tokens alone can
     * bring that about. Others keep theirs.
     *
     * @param members all that have tokens, in any datacenter
     * @param newcomer who comes
     * @throws IllegalArgumentException if the grid has no room
     */
    public static List<Long> join(List<RecordMember> members, Seat newcomer) {
        return DatacenterTokens.of(members, newcomer.location().datacenter()).join(newcomer);
    }

    /**
     * Even tokens for members that have become uneven: for each member that is to have others, all of its new ones. As few are
     * moved as {@code evenEnough} allows.
     *
     * @param evenEnough the largest share of a datacenter's members over the smallest at which to stop
     */
    public static SortedMap<NodeId, List<Long>> rebalance(List<RecordMember> members, double evenEnough) {
        SortedMap<NodeId, List<Long>> moved = new TreeMap<>();
        members.stream()
                .map(RecordMember::datacenter)
                .distinct()
                .sorted()
                .forEach(datacenter ->
                        moved.putAll(DatacenterTokens.of(members, datacenter).rebalance(evenEnough)));
        return moved;
    }

    private static int total(Collection<Seat> seats) {
        return seats.stream().mapToInt(Seat::tokens).sum();
    }
}
