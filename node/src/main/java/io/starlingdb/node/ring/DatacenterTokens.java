package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The members of one datacenter with their tokens as slices of the grid; other datacenters' tokens are only in the way. */
final class DatacenterTokens {
    /** The end of the last slice is the lowest number there is, which is no token of any key: it is left out. */
    private static final int SLICES = Tokens.SLICES - 1;

    private static final int MOVES_MAX = 400;

    private final List<RecordMember> members;
    private final Set<Integer> foreign;

    private DatacenterTokens(List<RecordMember> members, Set<Integer> foreign) {
        this.members = members;
        this.foreign = foreign;
    }

    static DatacenterTokens of(List<RecordMember> all, String datacenter) {
        Set<Integer> foreign = new HashSet<>();
        List<RecordMember> members = new ArrayList<>();
        for (RecordMember member : all) {
            if (!member.datacenter().equals(datacenter)) {
                member.tokens().forEach(token -> foreign.add(Tokens.slice(token)));
            } else if (!member.tokens().isEmpty()) {
                members.add(member);
            }
        }
        members.sort(Comparator.comparingInt(RecordMember::actor));
        return new DatacenterTokens(members, foreign);
    }

    List<Long> join(TokenAllocator.Seat newcomer) {
        List<String> racks =
                new ArrayList<>(members.stream().map(RecordMember::rack).toList());
        racks.add(newcomer.location().rack());
        int[] tokens = IntStream.concat(
                        members.stream().mapToInt(member -> member.tokens().size()), IntStream.of(newcomer.tokens()))
                .toArray();
        TokenField field = field(racks, tokens);
        int[] chosen = new TokenSearch(field, SLICES, foreign).place(members.size(), newcomer.tokens());
        return IntStream.of(chosen).mapToObj(Tokens::endOf).sorted().toList();
    }

    /** Moves one token at a time, of those who have the most or the least, as long as that makes shares more even. */
    SortedMap<NodeId, List<Long>> rebalance(double evenEnough) {
        int nodes = members.size();
        int[] tokens =
                members.stream().mapToInt(member -> member.tokens().size()).toArray();
        TokenField field = field(members.stream().map(RecordMember::rack).toList(), tokens);
        TokenSearch search = new TokenSearch(field, SLICES, foreign);
        SplittableRandom random = new SplittableRandom(nodes);
        Set<Integer> moved = new HashSet<>();
        Set<Integer> stuck = new HashSet<>();
        for (int moves = 0; moves < MOVES_MAX && stuck.size() < nodes && search.spread() > evenEnough; moves++) {
            int node = search.mostOff(stuck);
            if (search.moveOneOf(node, random)) {
                moved.add(node);
                stuck.clear();
            } else {
                stuck.add(node);
            }
        }
        SortedMap<NodeId, List<Long>> result = new TreeMap<>();
        for (int node : moved) {
            result.put(members.get(node).id(), search.tokensOf(node));
        }
        return result;
    }

    /** @param tokens how many each node has in the end; nodes that are not among the members come last and have none yet */
    private TokenField field(List<String> racks, int[] tokens) {
        List<String> names = racks.stream().distinct().toList();
        int[] rackOf = racks.stream().mapToInt(names::indexOf).toArray();
        double[] wanted = FairShares.of(rackOf, tokens, Math.min(TokenField.FACTOR, tokens.length));
        TokenField field = new TokenField(
                SLICES,
                rackOf,
                Arrays.stream(wanted).map(copies -> copies * SLICES).toArray());
        for (int node = 0; node < members.size(); node++) {
            for (long token : members.get(node).tokens()) {
                field.add(Tokens.slice(token), node);
            }
        }
        return field;
    }
}
