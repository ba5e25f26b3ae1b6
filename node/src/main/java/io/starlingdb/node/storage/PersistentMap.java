package io.starlingdb.node.storage;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ordered map of bytes to bytes; every change makes a new map that shares all but a path with the old one.
 * So a snapshot is a reference, and so is a state to fall back to.
 *
 * <p>It is a treap (Seidel and Aragon, "Randomized Search Trees", 1996): ordered by key, heap-ordered by a priority. The
 * priority is a hash of the key instead of a random number, so the shape depends on the content alone and runs repeat.
 * Keys are as unsigned bytes; depth is about twice the binary logarithm of the size. A balanced tree would be flatter,
 * but a treap cuts out a range by two splits and one merge.
 */
final class PersistentMap {

    static final PersistentMap EMPTY = new PersistentMap(null);

    private record Node(
            byte[] key,
            byte[] value,
            int priority,
            @Nullable Node left,
            @Nullable Node right) {
        Node withLeft(@Nullable Node left) {
            return new Node(key, value, priority, left, right);
        }

        Node withRight(@Nullable Node right) {
            return new Node(key, value, priority, left, right);
        }
    }

    /** What is below a key, and what is at or above it. */
    private record Halves(@Nullable Node below, @Nullable Node above) {}

    private final @Nullable Node root;

    private PersistentMap(@Nullable Node root) {
        this.root = root;
    }

    byte @Nullable [] get(byte[] key) {
        Node node = root;
        while (node != null) {
            int order = Arrays.compareUnsigned(key, node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    PersistentMap put(byte[] key, byte[] value) {
        return new PersistentMap(put(root, key, value, priorityOf(key)));
    }

    PersistentMap delete(byte[] key) {
        return get(key) == null ? this : new PersistentMap(delete(root, key));
    }

    PersistentMap deleteRange(KeyRange range) {
        Halves atStart = split(root, range.start());
        byte[] end = range.end();
        Node behind = end == null ? null : split(atStart.above, end).above;
        return new PersistentMap(merge(atStart.below, behind));
    }

    /** Walks the entries of the range; the map does not change below it. */
    EngineCursor cursor(KeyRange range, Direction direction) {
        return new Cursor(root, range, direction);
    }

    private static Node put(@Nullable Node node, byte[] key, byte[] value, int priority) {
        if (node == null) {
            return new Node(key, value, priority, null, null);
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return new Node(key, value, priority, node.left, node.right);
        }
        if (order < 0) {
            Node left = put(node.left, key, value, priority);
            return left.priority <= node.priority ? node.withLeft(left) : left.withRight(node.withLeft(left.right));
        }
        Node right = put(node.right, key, value, priority);
        return right.priority <= node.priority ? node.withRight(right) : right.withLeft(node.withRight(right.left));
    }

    private static @Nullable Node delete(@Nullable Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return merge(node.left, node.right);
        }
        return order < 0 ? node.withLeft(delete(node.left, key)) : node.withRight(delete(node.right, key));
    }

    private static Halves split(@Nullable Node node, byte[] key) {
        if (node == null) {
            return new Halves(null, null);
        }
        if (Arrays.compareUnsigned(node.key, key) < 0) {
            Halves right = split(node.right, key);
            return new Halves(node.withRight(right.below), right.above);
        }
        Halves left = split(node.left, key);
        return new Halves(left.below, node.withLeft(left.above));
    }

    /** All keys of {@code below} are below those of {@code above}. */
    private static @Nullable Node merge(@Nullable Node below, @Nullable Node above) {
        if (below == null || above == null) {
            return below == null ? above : below;
        }
        return below.priority >= above.priority
                ? below.withRight(merge(below.right, above))
                : above.withLeft(merge(below, above.left));
    }

    private static int priorityOf(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        return hash ^ (hash >>> 13);
    }

    /** The path to the next entry is kept as the nodes on it whose own turn is still to come. */
    private static final class Cursor implements EngineCursor {
        private final KeyRange range;
        private final boolean forward;
        private final ArrayDeque<Node> path = new ArrayDeque<>();
        private @Nullable Node current;

        Cursor(@Nullable Node root, KeyRange range, Direction direction) {
            this.range = range;
            this.forward = direction == Direction.FORWARD;
            descendToRange(root);
        }

        private void descendToRange(@Nullable Node from) {
            Node node = from;
            while (node != null) {
                boolean inside = forward
                        ? Arrays.compareUnsigned(node.key, range.start()) >= 0
                        : range.end() == null || Arrays.compareUnsigned(node.key, range.end()) < 0;
                if (inside) {
                    path.push(node);
                }
                node = inside == forward ? node.left : node.right;
            }
        }

        @Override
        public boolean next() {
            Node node = path.poll();
            if (node != null) {
                for (Node under = forward ? node.right : node.left;
                        under != null;
                        under = forward ? under.left : under.right) {
                    path.push(under);
                }
                if (!range.contains(node.key)) {
                    path.clear();
                    node = null;
                }
            }
            current = node;
            return node != null;
        }

        @Override
        public byte[] key() {
            return valid().key;
        }

        @Override
        public byte[] value() {
            return valid().value;
        }

        private Node valid() {
            if (current == null) {
                throw new IllegalStateException("the cursor stands at no entry");
            }
            return current;
        }

        @Override
        public void close() {
            path.clear();
            current = null;
        }
    }
}
