package io.starlingdb.node.ring;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Members for tests: actor 1 is node 1 and so on, with the tokens that the allocator gives. */
final class Members {
    private Members() {}

    static RecordMember member(int actor, String datacenter, String rack, Long... tokens) {
        return new RecordMember(
                actor,
                new NodeId(0, actor),
                actor,
                new Endpoint("n" + actor, 7000),
                new Location(datacenter, rack),
                NodeStatus.NORMAL,
                List.of(tokens));
    }

    /** Founders at these {@code datacenter/rack} places. */
    static List<RecordMember> found(int tokensEach, List<String> places) {
        List<TokenAllocator.Seat> seats = places.stream()
                .map(place -> new TokenAllocator.Seat(location(place), tokensEach))
                .toList();
        List<List<Long>> tokens = TokenAllocator.found(seats);
        List<RecordMember> members = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Location at = location(places.get(i));
            members.add(member(i + 1, at.datacenter(), at.rack()).owning(tokens.get(i)));
        }
        return members;
    }

    static Location location(String place) {
        int slash = place.indexOf('/');
        return new Location(place.substring(0, slash), place.substring(slash + 1));
    }
}
