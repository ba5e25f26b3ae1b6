package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.schema.KeyspaceSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one transition hands over: every range whose owners it changes, with the old owners and the new ones; who must fetch what
 * from whom, and when that is enough. Computed from one record; immutable, pure.
 *
 * <p><b>Why reads stay right.</b> Within a range each new owner displaces one old owner (of its own datacenter first), and has
 * all that one had once it has joined the range from it. So whichever old owners acknowledged a write, as many of the new owners
 * hold it, and a read that would have met one of the former meets one of the latter. Where the displaced owner is gone, a
 * majority of the old owners knows every write that a quorum acknowledged. Where fewer copies are wanted than before, a quorum is
 * smaller too, and an owner that stays may have missed what the others know: then every owner must fetch from a majority.
 */
public final class Handover {
    /**
     * One range of one keyspace.
     *
     * @param old its owners before, as they were placed
     * @param next its owners after
     */
    public record Piece(KeyspaceSchema keyspace, TokenRange range, ReplicaSet old, ReplicaSet next) {
        /** The new owners that were none before. */
        List<RecordMember> gained() {
            return next.members().stream()
                    .filter(member -> !old.contains(member.id()))
                    .toList();
        }

        /** The old owners that are none any more. */
        List<RecordMember> lost() {
            return old.members().stream()
                    .filter(member -> !next.contains(member.id()))
                    .toList();
        }

        /** Whether fewer copies are wanted than before, everywhere or in a datacenter. */
        boolean isThinned() {
            if (next.factor() < old.factor()) {
                return true;
            }
            return !old.datacenters().isEmpty()
                    && old.datacenters().stream()
                            .anyMatch(datacenter -> next.factor(datacenter) < old.factor(datacenter));
        }

        /** The owner whose place {@code node} takes; null if it takes nobody's. */
        @Nullable
        RecordMember displacedBy(NodeId node) {
            List<RecordMember> gained = new ArrayList<>(gained());
            List<RecordMember> lost = new ArrayList<>(lost());
            for (RecordMember taker : List.copyOf(gained)) {
                for (RecordMember giver : List.copyOf(lost)) {
                    if (gained.contains(taker) && taker.datacenter().equals(giver.datacenter())) {
                        gained.remove(taker);
                        lost.remove(giver);
                        if (taker.id().equals(node)) {
                            return giver;
                        }
                    }
                }
            }
            boolean byDatacenter =
                    !old.datacenters().isEmpty() || !next.datacenters().isEmpty();
            for (int i = 0; !byDatacenter && i < Math.min(gained.size(), lost.size()); i++) {
                if (gained.get(i).id().equals(node)) {
                    return lost.get(i);
                }
            }
            return null;
        }

        /** Whether the node must fetch before the new owners are read. */
        public boolean isFetchedBy(NodeId node) {
            return next.contains(node) && (!old.contains(node) || isThinned());
        }
    }

    private final Transition transition;
    private final List<Piece> pieces;
    private final List<NodeId> gone;

    private Handover(Transition transition, List<Piece> pieces) {
        this.transition = transition;
        this.pieces = List.copyOf(pieces);
        this.gone = transition.gone();
    }

    /** What the transition hands over, by the members and the schema of the record. */
    public static Handover of(ClusterRecord record, Transition transition) {
        Map<List<Object>, List<Ring>> known = new HashMap<>();
        List<Piece> pieces = new ArrayList<>();
        for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
            Rings.Ways ways = Rings.ways(record, keyspace);
            boolean replicates = transition.move() instanceof Move.Replicate;
            if (replicates && ways.transition() != transition.id()) {
                continue;
            }
            List<Ring> sides = known.computeIfAbsent(
                    List.of(ways),
                    any -> List.of(
                            Rings.plain(record, record.members(), ways.before()),
                            Rings.plain(
                                    record,
                                    transition.move().after(record.members()),
                                    replicates ? ways.after() : ways.before())));
            add(keyspace, sides.get(0), sides.get(1), pieces);
        }
        return new Handover(transition, pieces);
    }

    private static void add(KeyspaceSchema keyspace, Ring before, Ring after, List<Piece> pieces) {
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        Ring cut = before.during(List.of(new Ring.Future(after, TransitionPhase.WRITE_BOTH)));
        for (OwnedRange owned : cut.ranges()) {
            if (owned.replicas().other() != null) {
                pieces.add(new Piece(
                        keyspace,
                        owned.range(),
                        before.replicas(owned.range().end()),
                        after.replicas(owned.range().end())));
            }
        }
    }

    /** The ranges that change owners. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** Everybody who must fetch something, ascending. */
    public Set<NodeId> fetchers() {
        Set<NodeId> fetchers = new TreeSet<>();
        for (Piece piece : pieces) {
            for (RecordMember member : piece.next().members()) {
                if (piece.isFetchedBy(member.id())) {
                    fetchers.add(member.id());
                }
            }
        }
        return fetchers;
    }

    /** Everybody who owns less afterwards, ascending. */
    public Set<NodeId> losers() {
        Set<NodeId> losers = new TreeSet<>();
        pieces.forEach(piece -> piece.lost().forEach(member -> losers.add(member.id())));
        return losers;
    }

    /** Everybody who owns more afterwards, ascending. */
    public Set<NodeId> gainers() {
        Set<NodeId> gainers = new TreeSet<>();
        pieces.forEach(piece -> piece.gained().forEach(member -> gainers.add(member.id())));
        return gainers;
    }

    /** Whether the node is an old or a new owner of something that moves. */
    boolean concerns(NodeId node) {
        return pieces.stream()
                .anyMatch(piece -> piece.old().contains(node) || piece.next().contains(node));
    }

    /** Whom the node fetches a piece from, best first: whom it displaces, or everybody who had it. */
    public List<RecordMember> sources(Piece piece, NodeId node) {
        List<RecordMember> sources = new ArrayList<>(piece.old().members());
        sources.removeIf(member -> member.id().equals(node) || gone.contains(member.id()));
        return sources;
    }

    /**
     * Whether the node has all of the piece that it must have.
     *
     * <p>Where an owner is gone for good, what another one of them lost that recovers is gone too, or comes with its recovery: two losses of one
     * write's copies. To wait for it would be to wait for ever, as it waits for the one that is gone.
     *
     * @param fetched from whom it has joined the whole piece since the transition began
     * @param standing what is known of the others
     */
    public boolean isEnough(Piece piece, NodeId node, Set<NodeId> fetched, Standing standing) {
        RecordMember displaced = piece.displacedBy(node);
        if (displaced != null
                && !piece.isThinned()
                && !gone.contains(displaced.id())
                && standing.isGood(displaced.id())
                && fetched.contains(displaced.id())) {
            return true;
        }
        int has = piece.old().contains(node) ? 1 : 0;
        for (RecordMember source : sources(piece, node)) {
            boolean isFetched = fetched.contains(source.id());
            if (!isFetched && standing.isAlive(source.id())) {
                return false;
            }
            has += isFetched && (!gone.isEmpty() || standing.isGood(source.id())) ? 1 : 0;
        }
        int left = (int) piece.old().members().stream()
                .filter(member -> !gone.contains(member.id()))
                .count();
        int majority = piece.old().size() / 2 + 1;
        return has >= Math.min(majority, left);
    }

    /** Whom to fetch from now to get there; empty if {@link #isEnough}, or if those needed are away. */
    public List<RecordMember> wanted(Piece piece, NodeId node, Set<NodeId> fetched, Standing standing) {
        if (isEnough(piece, node, fetched, standing)) {
            return List.of();
        }
        RecordMember displaced = piece.displacedBy(node);
        if (displaced != null
                && !piece.isThinned()
                && !gone.contains(displaced.id())
                && standing.isAlive(displaced.id())
                && standing.isGood(displaced.id())) {
            return List.of(displaced);
        }
        return sources(piece, node).stream()
                .filter(source -> !fetched.contains(source.id()) && standing.isAlive(source.id()))
                .toList();
    }

    /** What a node knows of the others. */
    public interface Standing {
        /** Whether it is not known to be dead. */
        boolean isAlive(NodeId node);

        /** Whether what it holds counts: it is not recovering. */
        boolean isGood(NodeId node);
    }

    /** Whether everybody who must fetch has done so, by the record. */
    public boolean isComplete(ClusterRecord record) {
        for (NodeId fetcher : fetchers()) {
            RecordMember member = record.member(fetcher);
            if (member == null || !transition.isComplete(member)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the phase is known widely enough for the next one to begin: a majority of the owners of each range, of the old ones and of
     * the new ones, and everybody of them who lives, has durably learnt of it. A node that is gone for good is not asked.
     *
     * @param epochs the newest epoch that each node is known to have saved; 0 if none is known
     */
    public boolean isKnown(EpochsKnown epochs, Standing standing) {
        for (Piece piece : pieces) {
            if (!isKnown(piece.old(), epochs, standing) || !isKnown(piece.next(), epochs, standing)) {
                return false;
            }
        }
        return true;
    }

    private boolean isKnown(ReplicaSet owners, EpochsKnown epochs, Standing standing) {
        int knowing = 0;
        int asked = 0;
        for (RecordMember owner : owners.members()) {
            if (gone.contains(owner.id())) {
                continue;
            }
            asked++;
            boolean knows = epochs.of(owner.id()) >= transition.since();
            if (!knows && standing.isAlive(owner.id())) {
                return false;
            }
            knowing += knows ? 1 : 0;
        }
        return knowing >= Math.min(asked, owners.size() / 2 + 1);
    }

    /** What nodes have said they have saved. */
    @FunctionalInterface
    public interface EpochsKnown {
        long of(NodeId node);
    }
}
