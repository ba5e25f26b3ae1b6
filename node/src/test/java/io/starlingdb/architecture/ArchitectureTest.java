package io.starlingdb.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the directions of DESIGN 3 and the bans on nondeterminism; and proves of each rule that it can fail. */
class ArchitectureTest {

    private static final String ROOT = "io.starlingdb";
    private static final String BAD_ROOT = "io.starlingdb.architecture.bad";

    /** ArchUnit's own option knows only target/test-classes; a quick build has target/quick/test-classes. */
    private static final ImportOption MAIN_ONLY =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    private static final JavaClasses MAIN =
            new ClassFileImporter().withImportOption(MAIN_ONLY).importPackages(ROOT);
    private static final JavaClasses SIMULATOR_KIT = new ClassFileImporter().importPackages(ROOT + ".sim");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(BAD_ROOT);

    @Test
    void shouldSeeTheMainClassesOfEveryModule() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "io.starlingdb.kernel",
                        "io.starlingdb.wire",
                        "io.starlingdb.gossip",
                        "io.starlingdb.hints",
                        "io.starlingdb.antientropy",
                        "io.starlingdb.client",
                        "io.starlingdb.node",
                        "io.starlingdb.node.data")
                .doesNotContain("io.starlingdb.architecture");
        assertThat(SIMULATOR_KIT.stream()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForMain")
    void shouldHoldInMainCode(ArchRule rule) {
        rule.check(MAIN);
    }

    @Test
    void shouldHoldNondeterminismBanInTheSimulatorKit() {
        architecture().noNondeterminism().check(SIMULATOR_KIT);
    }

    /** For each rule: a class made to break it, by a fragment of the complaint that names it. */
    @ParameterizedTest(name = "{0} complains of {1}")
    @MethodSource("rulesAndTheirOffenders")
    void shouldFailOnOffender(ArchRule rule, List<String> complaints) {
        EvaluationResult result = rule.evaluate(BAD);

        assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
        String details = String.join("\n", result.getFailureReport().getDetails());
        assertThat(details).contains(complaints);
    }

    @Test
    void shouldHaveAnOffenderForEveryRule() {
        assertThat(new Architecture(BAD_ROOT).rules())
                .allSatisfy(rule -> assertThat(rule.evaluate(BAD).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }

    @Test
    void shouldLetProductionBindingsReadTheClockAndSeededRandomBe() {
        String details = String.join(
                "\n",
                new Architecture(BAD_ROOT)
                        .noNondeterminism()
                        .evaluate(BAD)
                        .getFailureReport()
                        .getDetails());

        assertThat(details).doesNotContain("RealClock").doesNotContain("Innocent");
    }

    static Stream<ArchRule> rulesForMain() {
        return architecture().rules().stream();
    }

    static Stream<Arguments> rulesAndTheirOffenders() {
        Architecture bad = new Architecture(BAD_ROOT);
        return Stream.of(
                Arguments.of(bad.onlyNodeKnowsNode(), List.of("hints.BadHints")),
                Arguments.of(bad.nothingKnowsTheComposition(), List.of("node.ring.BadRing")),
                Arguments.of(bad.kernelStandsAlone(), List.of("kernel.BadKernel")),
                Arguments.of(bad.wireUsesOnlyKernel(), List.of("wire.BadWire")),
                Arguments.of(bad.gossipUsesOnlyItsModule(), List.of("gossip.BadGossip")),
                Arguments.of(bad.hintsUsesOnlyKernelAndWire(), List.of("gossip.BadGossip", "node.ring.BadRing")),
                Arguments.of(bad.antientropyUsesOnlyKernelAndWire(), List.of("antientropy.BadAntiEntropy")),
                Arguments.of(bad.clientStandsAlone(), List.of("client.BadClient")),
                Arguments.of(bad.mainKnowsNoSimulator(), List.of("node.ring.BadRing")),
                Arguments.of(bad.noPackageCycles(), List.of("node.storage.BadEngine", "node.storage.rocksdb.BadRocks")),
                Arguments.of(bad.noThreadsOrSocketsInSansIoModules(), List.of("Thread.sleep", "java.net.Socket")),
                Arguments.of(bad.noVertxOrRocksDbInPurePackages(), List.of("io.vertx.core.Vertx")),
                Arguments.of(bad.rocksDbOnlyInItsBinding(), List.of("org.rocksdb.Options")),
                Arguments.of(
                        bad.noNondeterminism(),
                        List.of(
                                "System.nanoTime()",
                                "System.currentTimeMillis()",
                                "Instant.now()",
                                "LocalDate.now()",
                                "LocalDateTime.now(java.time.ZoneId)",
                                "Clock.systemUTC()",
                                "UUID.randomUUID()",
                                "ThreadLocalRandom.current()",
                                "Math.random()",
                                "java.util.Random.<init>()",
                                "SplittableRandom.<init>()",
                                "SecureRandom.<init>()",
                                "RandomGenerator.getDefault()",
                                "Collections.shuffle(java.util.List)",
                                "List.parallelStream()",
                                "Stream.parallel()",
                                "CompletableFuture.supplyAsync(java.util.function.Supplier)",
                                "CompletionStage.thenApplyAsync(java.util.function.Function)",
                                "CompletableFuture.orTimeout(long, java.util.concurrent.TimeUnit)",
                                "Files.list(java.nio.file.Path",
                                "references method <java.lang.System.nanoTime()>")));
    }

    private static Architecture architecture() {
        return new Architecture(ROOT);
    }
}
