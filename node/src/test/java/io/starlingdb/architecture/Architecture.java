package io.starlingdb.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The directions and bans of the code base as ArchUnit rules, over the packages below a root.
 *
 * <p>The root is a parameter so that {@link ArchitectureTest} can point the same rules at classes that break them on
 * purpose ({@code io.starlingdb.architecture.bad}) and see them fail.
 */
final class Architecture {

    /**
     * The packages, below the root, that bind the seams to the real world and so may read clocks, draw randomness and
     * choose threads. Adding one is a decision: the simulator cannot replay what happens in it.
     */
    static final List<String> PRODUCTION_BINDINGS = List.of(
            "client..",
            "node.http..",
            "node.nativeprotocol..",
            "node.net..",
            "node.security..", // salts and tokens must not be predictable
            "node.server..", // the process: it makes the real clocks, threads and random sources
            "node.snapshot..", // files of real disks; all listings are sorted
            "node.storage.rocksdb..");

    /** The packages that must not know which network or which disk they run on. */
    static final List<String> PURE_NODE_PACKAGES = List.of(
            "node.version..",
            "node.schema..",
            "node.data..",
            "node.storage",
            "node.ring..",
            "node.paxos..",
            "node.record..",
            "node.replica..",
            "node.coordinator..",
            "node.cql..");

    /** The modules that are state machines without IO; hints keeps a disk store, but no thread or socket of its own. */
    private static final List<String> SANS_IO_MODULES =
            List.of("kernel..", "wire..", "gossip..", "hints..", "antientropy..", "sim..");

    private static final Map<String, Set<String>> BANNED_METHODS = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.lang.StrictMath", Set.of("random")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")),
            Map.entry("java.util.random.RandomGenerator", Set.of("of", "getDefault")),
            Map.entry(
                    "java.time.Clock",
                    Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes")),
            Map.entry("java.util.stream.BaseStream", Set.of("parallel")),
            Map.entry(
                    "java.util.concurrent.CompletableFuture",
                    Set.of("orTimeout", "completeOnTimeout", "delayedExecutor")),
            Map.entry("java.nio.file.Files", Set.of("list", "walk", "find", "newDirectoryStream", "walkFileTree")),
            Map.entry("java.io.File", Set.of("list", "listFiles")));

    private final String root;

    Architecture(String root) {
        this.root = root;
    }

    /** Every rule, each with the name of what it keeps. */
    List<ArchRule> rules() {
        return List.of(
                onlyNodeKnowsNode(),
                nothingKnowsTheComposition(),
                kernelStandsAlone(),
                wireUsesOnlyKernel(),
                gossipUsesOnlyItsModule(),
                hintsUsesOnlyKernelAndWire(),
                antientropyUsesOnlyKernelAndWire(),
                clientStandsAlone(),
                mainKnowsNoSimulator(),
                noPackageCycles(),
                noNondeterminism(),
                noThreadsOrSocketsInSansIoModules(),
                noVertxOrRocksDbInPurePackages(),
                rocksDbOnlyInItsBinding());
    }

    ArchRule onlyNodeKnowsNode() {
        return noClasses()
                .that(ours().and(not(in("node.."))))
                .should()
                .dependOnClassesThat(in("node.."))
                .because("node is the top: nothing imports it")
                .allowEmptyShould(true);
    }

    ArchRule nothingKnowsTheComposition() {
        return noClasses()
                .that(in("node..").and(not(in("node", "node.server.."))))
                .should()
                .dependOnClassesThat(in("node", "node.server.."))
                .because("what is composed does not know its composition")
                .allowEmptyShould(true);
    }

    ArchRule kernelStandsAlone() {
        return usesOfOursOnly("kernel", "kernel..");
    }

    ArchRule wireUsesOnlyKernel() {
        return usesOfOursOnly("wire", "wire..", "kernel..");
    }

    ArchRule gossipUsesOnlyItsModule() {
        return usesOfOursOnly("gossip", "gossip..", "wire..", "kernel..");
    }

    ArchRule hintsUsesOnlyKernelAndWire() {
        return usesOfOursOnly("hints", "hints..", "wire..", "kernel..");
    }

    ArchRule antientropyUsesOnlyKernelAndWire() {
        return usesOfOursOnly("antientropy", "antientropy..", "wire..", "kernel..");
    }

    ArchRule clientStandsAlone() {
        return usesOfOursOnly("client", "client..");
    }

    ArchRule mainKnowsNoSimulator() {
        return noClasses()
                .that(ours().and(not(in("sim.."))))
                .should()
                .dependOnClassesThat(in("sim.."))
                .because("the simulator drives the product, never the other way round")
                .allowEmptyShould(true);
    }

    /** Each package is a slice of its own, so that a package and its subpackage cannot lean on each other either. */
    ArchRule noPackageCycles() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle of packages is one package with several names")
                .allowEmptyShould(true);
    }

    ArchRule noNondeterminism() {
        return noClasses()
                .that(ours().and(not(in(PRODUCTION_BINDINGS))))
                .should()
                .accessTargetWhere(nondeterministic())
                .because("the same seed must give the same run: time, randomness and threads come through the seams;"
                        + " real ones belong to " + PRODUCTION_BINDINGS)
                .allowEmptyShould(true);
    }

    ArchRule noThreadsOrSocketsInSansIoModules() {
        return noClasses()
                .that(in(SANS_IO_MODULES))
                .should()
                .accessTargetWhere(threadOrSocket())
                .because("these modules are state machines: they get time and send through seams")
                .allowEmptyShould(true);
    }

    ArchRule noVertxOrRocksDbInPurePackages() {
        return noClasses()
                .that(in(PURE_NODE_PACKAGES).or(in(SANS_IO_MODULES)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty..", "org.rocksdb.."))
                .because("the core is tested on virtual time, without network or disk")
                .allowEmptyShould(true);
    }

    ArchRule rocksDbOnlyInItsBinding() {
        return noClasses()
                .that(ours().and(not(in("node.storage.rocksdb.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("org.rocksdb.."))
                .because("a native handle used after close ends the process: one package owns them all")
                .allowEmptyShould(true);
    }

    private ArchRule usesOfOursOnly(String who, String... allowed) {
        return noClasses()
                .that(in(who + ".."))
                .should()
                .dependOnClassesThat(ours().and(not(in(allowed))))
                .because("of ours, " + who + " uses only " + List.of(allowed))
                .allowEmptyShould(true);
    }

    private DescribedPredicate<JavaClass> ours() {
        return resideInAPackage(root + "..");
    }

    private DescribedPredicate<JavaClass> in(String... belowRoot) {
        return in(List.of(belowRoot));
    }

    private DescribedPredicate<JavaClass> in(List<String> belowRoot) {
        return resideInAnyPackage(
                belowRoot.stream().map(name -> root + "." + name).toArray(String[]::new));
    }

    private static DescribedPredicate<JavaAccess<?>> nondeterministic() {
        return describe("is nondeterministic", access -> isNondeterministic(access));
    }

    private static boolean isNondeterministic(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        List<String> parameters = parametersOf(access);
        return isBannedMethod(owner, name)
                || isSelfSeeding(owner, name, parameters)
                || (owner.getPackageName().startsWith("java.time")
                        && name.equals("now")
                        && !parameters.contains("java.time.Clock"))
                || (name.equals("parallelStream") && owner.isAssignableTo(java.util.Collection.class))
                || (owner.getName().equals("java.util.Arrays") && name.startsWith("parallel"))
                || (owner.getName().equals("java.util.Collections") && name.equals("shuffle") && parameters.size() == 1)
                || (name.endsWith("Async")
                        && owner.isAssignableTo(java.util.concurrent.CompletionStage.class)
                        && !parameters.contains(Executor.class.getName()));
    }

    private static boolean isBannedMethod(JavaClass owner, String name) {
        return BANNED_METHODS.entrySet().stream()
                .anyMatch(banned -> banned.getValue().contains(name) && owner.isAssignableTo(banned.getKey()));
    }

    private static boolean isSelfSeeding(JavaClass owner, String name, List<String> parameters) {
        if (!name.equals("<init>")) {
            return false;
        }
        return owner.getName().equals("java.security.SecureRandom")
                || (parameters.isEmpty()
                        && Set.of("java.util.Random", "java.util.SplittableRandom")
                                .contains(owner.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> threadOrSocket() {
        return describe("starts or holds up a thread, or opens a socket", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return (owner.equals("java.lang.Thread")
                            && Set.of("<init>", "sleep", "startVirtualThread").contains(name))
                    || owner.equals("java.util.concurrent.Executors")
                    || owner.equals("java.util.concurrent.ForkJoinPool")
                    || owner.equals("java.util.Timer")
                    || Stream.of("Socket", "SocketChannel", "DatagramChannel")
                            .anyMatch(suffix -> owner.startsWith("java.n") && owner.endsWith(suffix));
        });
    }

    private static List<String> parametersOf(JavaAccess<?> access) {
        if (access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget unit) {
            return unit.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        }
        return List.of();
    }
}
