package io.starlingdb.antientropy;

import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums as they are kept from a clean stop to the next start. Form 1: {@code version 1 | from where on nothing is counted | trees}, a tree being
 * its tables, a table its leaves, a leaf {@code slice | sum 8 | entries | due times | blocks}. Good once: from the next change on it is wrong, so it
 * must be gone before that.
 */
public final class Checkpoint {
    private static final int FORM = 1;

    private Checkpoint() {}

    /** Writes trees that have the same uncounted part. */
    public static byte[] encode(List<MerkleTree> trees) {
        WireWriter out = new WireWriter(1 << 16);
        out.u8(FORM);
        out.nullableBytes(trees.get(0).uncountedFrom());
        out.nullableBytes(trees.get(0).uncountedTo());
        out.count(trees.size());
        for (MerkleTree tree : trees) {
            out.count(tree.tables().size());
            tree.tables().forEach((table, leaves) -> {
                out.int32(table);
                int[] slices = leaves.present();
                out.count(slices.length);
                for (int slice : slices) {
                    out.u16(slice);
                    leaf(leaves.lasting(slice), leaves.count(slice), leaves.dues(slice), out);
                    Blocks blocks = leaves.blocks(slice);
                    NavigableMap<byte[], Sum> all =
                            blocks == null ? new TreeMap<>(Arrays::compareUnsigned) : blocks.all();
                    out.count(all.size());
                    for (Map.Entry<byte[], Sum> block : all.entrySet()) {
                        out.bytes(block.getKey());
                        leaf(
                                block.getValue().lasting(),
                                block.getValue().count(),
                                block.getValue().dues(),
                                out);
                    }
                }
            });
        }
        return out.toByteArray();
    }

    private static void leaf(long lasting, int count, @Nullable DueSums dues, WireWriter out) {
        out.int64(lasting);
        out.zigzag(count);
        out.count(dues == null ? 0 : dues.size());
        for (int i = 0; dues != null && i < dues.size(); i++) {
            out.varint(dues.timeAt(i));
            out.int64(dues.sumAt(i));
        }
    }

    /**
     * Reads what was kept into empty trees.
     *
     * @return false if it is not whole, of another form, or of another number of trees: the trees are to be thrown away
     */
    public static boolean decode(byte[] kept, List<MerkleTree> trees) {
        try {
            WireReader in = new WireReader(kept);
            if (in.u8() != FORM) {
                return false;
            }
            byte[] from = in.nullableBytes();
            byte[] to = in.nullableBytes();
            if (in.count(1) != trees.size()) {
                return false;
            }
            for (MerkleTree tree : trees) {
                tree.uncounted(from, to);
                for (int tables = in.count(5); tables > 0; tables--) {
                    LeafSums leaves = new LeafSums();
                    tree.tables().put(in.int32(), leaves);
                    for (int left = in.count(12); left > 0; left--) {
                        int slice = in.u16();
                        Sum sum = sum(in);
                        leaves.restore(slice, sum.lasting(), sum.count());
                        DueSums dues = sum.dues();
                        for (int i = 0; dues != null && i < dues.size(); i++) {
                            leaves.addDue(slice, dues.timeAt(i), dues.sumAt(i));
                        }
                        NavigableMap<byte[], Sum> blocks = new TreeMap<>(Arrays::compareUnsigned);
                        for (int more = in.count(11); more > 0; more--) {
                            blocks.put(in.bytes(), sum(in));
                        }
                        if (!blocks.isEmpty()) {
                            leaves.restoreBlocks(slice, Blocks.of(blocks));
                        }
                    }
                }
            }
            in.expectEnd();
            return true;
        } catch (WireException e) {
            return false;
        }
    }

    private static Sum sum(WireReader in) {
        Sum sum = new Sum();
        sum.restore(in.int64(), Math.toIntExact(in.zigzag()));
        for (int left = in.count(9); left > 0; left--) {
            sum.addDue(in.varint(), in.int64());
        }
        return sum;
    }
}
