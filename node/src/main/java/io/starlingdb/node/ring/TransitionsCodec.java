package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@link Transitions} as bytes, within the cluster record from its form 2 on. */
final class TransitionsCodec {
    private static final int JOIN = 1;
    private static final int DECOMMISSION = 2;
    private static final int REMOVE = 3;
    private static final int REPLACE = 4;
    private static final int REBALANCE = 5;
    private static final int REPLICATE = 6;
    private static final int REMOVE_SEVERAL = 7;
    /** Beside the phase's number: those lost since the beginning follow. */
    private static final int HAS_LOST = 0x80;

    private static final int TRANSITION_BYTES_MIN = 6;
    private static final int NODE_BYTES_MIN = 17;
    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = 8;

    private TransitionsCodec() {}

    static void write(Transitions transitions, WireWriter out) {
        out.count(transitions.running().size());
        for (Transition transition : transitions.running()) {
            out.varint(transition.id());
            write(transition.move(), out);
            out.u8(transition.phase().number() | (transition.lost().isEmpty() ? 0 : HAS_LOST));
            if (!transition.lost().isEmpty()) {
                nodes(transition.lost(), out);
            }
            out.varint(transition.since());
            out.count(transition.complete().size());
            for (Transition.Completion completion : transition.complete()) {
                out.nodeId(completion.node());
                out.int64(completion.memory());
            }
        }
        out.count(transitions.leftovers().size());
        for (Leftover leftover : transitions.leftovers()) {
            out.nodeId(leftover.node());
            out.varint(leftover.since());
        }
        out.varint(transitions.placedAt());
    }

    private static void write(Move move, WireWriter out) {
        if (move instanceof Move.Join join) {
            node(JOIN, join.node(), out);
        } else if (move instanceof Move.Decommission decommission) {
            node(DECOMMISSION, decommission.node(), out);
        } else if (move instanceof Move.Remove remove) {
            if (remove.nodes().size() == 1) {
                node(REMOVE, remove.subject(), out);
            } else {
                out.u8(REMOVE_SEVERAL);
                nodes(remove.nodes(), out);
            }
        } else if (move instanceof Move.Replace replace) {
            node(REPLACE, replace.node(), out);
            out.nodeId(replace.former());
        } else if (move instanceof Move.Rebalance rebalance) {
            out.u8(REBALANCE);
            out.count(rebalance.tokens().size());
            rebalance.tokens().forEach((node, tokens) -> {
                out.nodeId(node);
                out.count(tokens.size());
                tokens.forEach(out::int64);
            });
        } else if (move instanceof Move.Replicate replicate) {
            out.u8(REPLICATE);
            out.string(replicate.keyspace());
            SortedMap<String, String> options = replicate.before().options();
            out.count(options.size());
            options.forEach((name, value) -> {
                out.string(name);
                out.string(value);
            });
        }
    }

    private static void node(int kind, NodeId node, WireWriter out) {
        out.u8(kind);
        out.nodeId(node);
    }

    private static void nodes(List<NodeId> nodes, WireWriter out) {
        out.count(nodes.size());
        nodes.forEach(out::nodeId);
    }

    private static List<NodeId> readNodes(WireReader in) {
        List<NodeId> nodes = new ArrayList<>();
        for (int left = in.count(ID_BYTES); left > 0; left--) {
            nodes.add(in.nodeId());
        }
        return nodes;
    }

    static Transitions read(WireReader in) {
        List<Transition> running = new ArrayList<>();
        for (int left = in.count(TRANSITION_BYTES_MIN); left > 0; left--) {
            long id = in.varint();
            Move move = readMove(in);
            int phase = in.u8();
            List<NodeId> lost = (phase & HAS_LOST) == 0 ? List.of() : readNodes(in);
            long since = in.varint();
            List<Transition.Completion> complete = new ArrayList<>();
            for (int completions = in.count(NODE_BYTES_MIN); completions > 0; completions--) {
                complete.add(new Transition.Completion(in.nodeId(), in.int64()));
            }
            running.add(new Transition(id, move, TransitionPhase.ofNumber(phase & ~HAS_LOST), since, complete, lost));
        }
        List<Leftover> leftovers = new ArrayList<>();
        for (int left = in.count(NODE_BYTES_MIN); left > 0; left--) {
            leftovers.add(new Leftover(in.nodeId(), in.varint()));
        }
        return new Transitions(running, leftovers, in.varint());
    }

    private static Move readMove(WireReader in) {
        int kind = in.u8();
        return switch (kind) {
            case JOIN -> new Move.Join(in.nodeId());
            case DECOMMISSION -> new Move.Decommission(in.nodeId());
            case REMOVE -> new Move.Remove(List.of(in.nodeId()));
            case REMOVE_SEVERAL -> {
                List<NodeId> nodes = readNodes(in);
                if (nodes.isEmpty()) {
                    throw new WireException("nobody is removed");
                }
                yield new Move.Remove(nodes);
            }
            case REPLACE -> new Move.Replace(in.nodeId(), in.nodeId());
            case REBALANCE -> readRebalance(in);
            case REPLICATE -> readReplicate(in);
            default -> throw new WireException("unknown kind of transition: " + kind);
        };
    }

    private static Move readRebalance(WireReader in) {
        SortedMap<NodeId, List<Long>> moved = new TreeMap<>();
        for (int left = in.count(NODE_BYTES_MIN); left > 0; left--) {
            NodeId node = in.nodeId();
            List<Long> tokens = new ArrayList<>();
            for (int more = in.count(TOKEN_BYTES); more > 0; more--) {
                tokens.add(in.int64());
            }
            moved.put(node, tokens);
        }
        return new Move.Rebalance(moved);
    }

    private static Move readReplicate(WireReader in) {
        String keyspace = in.string();
        SortedMap<String, String> options = new TreeMap<>();
        for (int left = in.count(2); left > 0; left--) {
            options.put(in.string(), in.string());
        }
        try {
            return new Move.Replicate(keyspace, Replication.parse(options));
        } catch (StarlingException e) {
            throw new WireException("no replication: " + e.getMessage());
        }
    }
}
