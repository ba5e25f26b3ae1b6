package io.starlingdb.node.data;

import static io.starlingdb.node.schema.ConflictMode.LAST_WRITE_WINS;
import static io.starlingdb.node.schema.ConflictMode.SIBLINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedBugsTest {

    static Stream<Arguments> bugs() {
        Scenario plain = values(SIBLINGS);
        Scenario crashing = plain.replicas(2).withCrashes(1, Scenario.Losses.TAIL);
        Scenario counting = Scenario.of(SIBLINGS, Effect.COUNT, Effect.DELETE_COUNTER);
        return Stream.of(
                bug("rejoin", PlantedBugs.REJOIN, plain),
                bug("poison", PlantedBugs.POISON, plain),
                bug("forget unseen", PlantedBugs.FORGET_UNSEEN, plain),
                bug("old life", PlantedBugs.OLD_LIFE, crashing),
                bug("always extend", PlantedBugs.ALWAYS_EXTEND, crashing),
                bug("drop dot", PlantedBugs.DROP_DOT, plain),
                bug(
                        "greater value",
                        PlantedBugs.GREATER_VALUE,
                        Scenario.of(LAST_WRITE_WINS, Effect.SET_XY).writes(2).clientTimestamps(11L)),
                bug("count overwritten", PlantedBugs.COUNT_OVERWRITTEN, values(LAST_WRITE_WINS)),
                bug("lives forgotten", PlantedBugs.LIVES_FORGOTTEN, counting),
                bug(
                        "resume any life",
                        PlantedBugs.RESUME_ANY_LIFE,
                        counting.replicas(2).withCrashes(1, Scenario.Losses.TAIL)),
                bug("cut vector", PlantedBugs.CUT_VECTOR, plain.withSettling()),
                bug(
                        "late writes, values",
                        PlantedBugs.LATE_WRITES,
                        plain.replicas(2).withSettling()),
                bug(
                        "late writes, counters",
                        PlantedBugs.LATE_WRITES,
                        counting.replicas(2).withSettling()),
                bug(
                        "no standing",
                        PlantedBugs.NO_STANDING,
                        values(LAST_WRITE_WINS)
                                .writes(2)
                                .replicas(2)
                                .withCrashes(1, Scenario.Losses.TAIL)
                                .withSettling()));
    }

    private static Scenario values(ConflictMode mode) {
        return Scenario.of(mode, Effect.SET_X, Effect.DELETE_X);
    }

    private static Arguments bug(String name, Rules rules, Scenario scenario) {
        return Arguments.of(name, rules, scenario);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void shouldFindThePlantedBug(String name, Rules rules, Scenario scenario) {
        Explorer.Report report = Explorer.explore(new RowWorld(scenario, rules));

        assertThat(report.wrong()).as(name).isNotNull();
    }
}
