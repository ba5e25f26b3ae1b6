package io.starlingdb.node.data;

import static io.starlingdb.node.schema.ConflictMode.LAST_WRITE_WINS;
import static io.starlingdb.node.schema.ConflictMode.SIBLINGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state that a few replicas and writes can reach, under every order of deliveries, losses, repetitions, whole-row joins,
 * restarts and settling: each replica holds exactly what the full causal history of its writes says. The large ones run
 * with {@code -Dstarling.full=true}.
 */
class RowExplorerTest {
    private static final Scenario SIBLING_VALUES = Scenario.of(SIBLINGS, Effect.SET_X, Effect.DELETE_X);
    private static final Scenario SIBLING_ROWS =
            Scenario.of(SIBLINGS, Effect.INSERT_X, Effect.DELETE_ROW, Effect.REPLACE_WITH_X);
    private static final Scenario SIBLING_ELEMENTS =
            Scenario.of(SIBLINGS, Effect.ADD_A, Effect.ADD_B, Effect.REMOVE_A, Effect.CLEAR, Effect.BECOME_B);
    private static final Scenario SIBLING_COUNTERS = Scenario.of(SIBLINGS, Effect.COUNT, Effect.DELETE_COUNTER);
    private static final Scenario LAST_VALUES = Scenario.of(LAST_WRITE_WINS, Effect.SET_X, Effect.DELETE_X);
    private static final Scenario LAST_ROWS =
            Scenario.of(LAST_WRITE_WINS, Effect.INSERT_X, Effect.DELETE_ROW, Effect.REPLACE_WITH_X);
    private static final Scenario LAST_ELEMENTS =
            Scenario.of(LAST_WRITE_WINS, Effect.ADD_A, Effect.ADD_B, Effect.REMOVE_A, Effect.CLEAR, Effect.BECOME_B);
    private static final Scenario LAST_COUNTERS = Scenario.of(LAST_WRITE_WINS, Effect.COUNT, Effect.DELETE_COUNTER);

    static Stream<Arguments> small() {
        return Stream.of(
                scenario("siblings: values", SIBLING_VALUES),
                scenario("siblings: values, stamps that touch", SIBLING_VALUES.touchingStamps()),
                scenario("siblings: contexts", SIBLING_VALUES.writes(2).withContexts(1)),
                scenario(
                        "siblings: contexts over two columns",
                        Scenario.of(SIBLINGS, Effect.SET_X, Effect.SET_XY, Effect.DELETE_X)
                                .replicas(2)
                                .withContexts(0)),
                scenario("siblings: rows", SIBLING_ROWS.replicas(2)),
                scenario("siblings: elements", SIBLING_ELEMENTS.replicas(2)),
                scenario("siblings: counters", SIBLING_COUNTERS),
                scenario(
                        "siblings: counters, lost memory",
                        SIBLING_COUNTERS.replicas(2).withCrashes(1, Scenario.Losses.TAIL)),
                scenario(
                        "siblings: values, lost memory",
                        SIBLING_VALUES.writes(2).withCrashes(1, Scenario.Losses.TAIL)),
                scenario("siblings: settling", SIBLING_VALUES.replicas(2).withSettling()),
                scenario(
                        "siblings: counters, settling",
                        SIBLING_COUNTERS.replicas(2).withSettling()),
                scenario("last write wins: values", LAST_VALUES),
                scenario("last write wins: timestamps", LAST_VALUES.replicas(2).clientTimestamps(11L)),
                scenario("last write wins: contexts", LAST_VALUES.replicas(2).withContexts(1)),
                scenario(
                        "last write wins: ties over two columns",
                        Scenario.of(LAST_WRITE_WINS, Effect.SET_X, Effect.SET_XY)
                                .replicas(2)
                                .clientTimestamps(11L)),
                scenario("last write wins: rows", LAST_ROWS.replicas(2)),
                scenario("last write wins: elements", LAST_ELEMENTS.replicas(2)),
                scenario("last write wins: counters", LAST_COUNTERS),
                scenario(
                        "last write wins: counters, lost memory",
                        LAST_COUNTERS.replicas(2).withCrashes(1, Scenario.Losses.TAIL)),
                scenario(
                        "last write wins: values, lost memory",
                        LAST_VALUES.writes(2).withCrashes(1, Scenario.Losses.TAIL)),
                scenario("last write wins: settling", LAST_VALUES.replicas(2).withSettling()),
                scenario(
                        "last write wins: settling and lost memory",
                        LAST_VALUES
                                .writes(2)
                                .replicas(2)
                                .withCrashes(1, Scenario.Losses.TAIL)
                                .withSettling()));
    }

    static Stream<Arguments> large() {
        return Stream.of(SIBLING_VALUES, LAST_VALUES, SIBLING_COUNTERS, LAST_COUNTERS)
                .flatMap(scenario -> Stream.of(
                        scenario("lost memory", scenario.withCrashes(1, Scenario.Losses.TAIL)),
                        scenario("settling", scenario.withSettling()),
                        scenario(
                                "settling and lost memory",
                                scenario.replicas(2)
                                        .withCrashes(1, Scenario.Losses.TAIL)
                                        .withSettling()),
                        scenario("four writes", scenario.writes(4)),
                        scenario(
                                "four writes, lost memory",
                                scenario.writes(4).replicas(2).withCrashes(1, Scenario.Losses.TAIL))));
    }

    static Stream<Arguments> largeWithContexts() {
        return Stream.of(
                scenario("siblings: contexts", SIBLING_VALUES.withContexts(1)),
                scenario(
                        "siblings: contexts and settling",
                        Scenario.of(SIBLINGS, Effect.SET_X, Effect.SET_XY, Effect.DELETE_X)
                                .withContexts(0)
                                .withSettling()),
                scenario(
                        "siblings: contexts, four writes",
                        SIBLING_VALUES.writes(4).replicas(2).withContexts(0)),
                scenario("siblings: elements", SIBLING_ELEMENTS.withContexts(0)),
                scenario("siblings: rows", SIBLING_ROWS.withContexts(0)),
                scenario(
                        "last write wins: contexts and ties",
                        LAST_VALUES.withContexts(0).clientTimestamps(11L)),
                scenario("last write wins: elements", LAST_ELEMENTS.withContexts(0)),
                scenario("last write wins: rows", LAST_ROWS.withContexts(0)));
    }

    private static Arguments scenario(String name, Scenario scenario) {
        return Arguments.of(name, scenario);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    void shouldHoldWhatTheFullHistorySays(String name, Scenario scenario) {
        assertThat(Explorer.explore(new RowWorld(scenario, Rules.REAL)).wrong())
                .as(name)
                .isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"large", "largeWithContexts"})
    @EnabledIfSystemProperty(named = "starling.full", matches = "true")
    void shouldHoldWhatTheFullHistorySaysAtLength(String name, Scenario scenario) {
        assertThat(Explorer.explore(new RowWorld(scenario, Rules.REAL)).wrong())
                .as(name)
                .isNull();
    }
}
