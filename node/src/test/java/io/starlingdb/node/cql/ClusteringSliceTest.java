package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Restrictions of clustering columns against an oracle that tests every row of a partition, in every mix of directions. */
class ClusteringSliceTest {

    private static final int SIDE = 3;
    private static final String[] OPERATORS = {"<", "<=", ">", ">="};

    private final Testbed node = new Testbed();

    ClusteringSliceTest() {
        for (int directions = 0; directions < 8; directions++) {
            node.run("CREATE TABLE t" + directions + " (p int, a int, b int, c int, PRIMARY KEY (p, a, b, c))"
                    + " WITH CLUSTERING ORDER BY (a " + direction(directions, 0) + ", b " + direction(directions, 1)
                    + ", c " + direction(directions, 2) + ")");
            for (int[] row : cube()) {
                node.run("INSERT INTO t" + directions + " (p, a, b, c) VALUES (1, " + row[0] + ", " + row[1] + ", "
                        + row[2] + ")");
            }
        }
    }

    private static String direction(int directions, int column) {
        return (directions >> column & 1) == 0 ? "ASC" : "DESC";
    }

    private static List<int[]> cube() {
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < SIDE * SIDE * SIDE; i++) {
            rows.add(new int[] {i / 9, i / 3 % 3, i % 3});
        }
        return rows;
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void shouldAgreeWithTestingEveryRow(
            @ForAll @IntRange(max = 7) int directions,
            @ForAll @IntRange(max = 2) int equal,
            @ForAll @IntRange(min = 1, max = 3) int lowerWidth,
            @ForAll @IntRange(min = 1, max = 3) int upperWidth,
            @ForAll @IntRange(max = 26) int lower,
            @ForAll @IntRange(max = 26) int upper,
            @ForAll @IntRange(min = 2, max = 3) int lowerOperator,
            @ForAll @IntRange(max = 1) int upperOperator,
            @ForAll boolean hasLower,
            @ForAll boolean hasUpper,
            @ForAll boolean reversed) {
        int[] low = cube().get(lower);
        int[] high = cube().get(upper);
        List<String> where = new ArrayList<>(List.of("p = 1"));
        for (int i = 0; i < equal; i++) {
            where.add(name(i) + " = 1");
        }
        int lowerColumns = Math.min(lowerWidth, SIDE - equal);
        int upperColumns = Math.min(upperWidth, SIDE - equal);
        if (hasLower) {
            where.add(tuple(equal, lowerColumns, OPERATORS[lowerOperator], low));
        }
        if (hasUpper) {
            where.add(tuple(equal, upperColumns, OPERATORS[upperOperator], high));
        }
        String query = "SELECT a, b, c FROM t" + directions + " WHERE " + String.join(" AND ", where)
                + (reversed ? " ORDER BY a " + direction(~directions, 0) : "");

        List<int[]> expected = new ArrayList<>();
        for (int[] row : cube()) {
            boolean matches = true;
            for (int i = 0; i < equal; i++) {
                matches &= row[i] == 1;
            }
            matches &= !hasLower || holds(row, low, equal, lowerColumns, lowerOperator);
            matches &= !hasUpper || holds(row, high, equal, upperColumns, upperOperator);
            if (matches) {
                expected.add(row);
            }
        }
        Comparator<int[]> order = (x, y) -> compare(x, y, directions);
        expected.sort(reversed ? order.reversed() : order);
        assertThat(node.rows(query))
                .as(query)
                .isEqualTo(expected.stream()
                        .map(row -> row[0] + " | " + row[1] + " | " + row[2])
                        .toList());
    }

    private static String name(int column) {
        return String.valueOf((char) ('a' + column));
    }

    private static String tuple(int from, int width, String operator, int[] values) {
        List<String> names = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        for (int i = from; i < from + width; i++) {
            names.add(name(i));
            bounds.add(String.valueOf(values[i]));
        }
        return "(" + String.join(", ", names) + ") " + operator + " (" + String.join(", ", bounds) + ")";
    }

    private static boolean holds(int[] row, int[] bound, int from, int width, int operator) {
        int order = 0;
        for (int i = from; i < from + width && order == 0; i++) {
            order = Integer.compare(row[i], bound[i]);
        }
        return switch (operator) {
            case 0 -> order < 0;
            case 1 -> order <= 0;
            case 2 -> order > 0;
            default -> order >= 0;
        };
    }

    private static int compare(int[] x, int[] y, int directions) {
        for (int i = 0; i < SIDE; i++) {
            int order = Integer.compare(x[i], y[i]);
            if (order != 0) {
                return (directions >> i & 1) == 0 ? order : -order;
            }
        }
        return 0;
    }
}
