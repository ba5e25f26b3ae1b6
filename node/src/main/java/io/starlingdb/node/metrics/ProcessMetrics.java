package io.starlingdb.node.metrics;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The process and its JVM, mostly under the names that Prometheus' own client libraries give them. */
public final class ProcessMetrics {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;

    private ProcessMetrics() {}

    /** Adds them all. On the loop. */
    public static void register(Meters meters, String version) {
        meters.gauge("starling_info", "Always 1; the label tells the release.", () -> 1, "version", version);
        processOf(meters);
        memoryOf(meters);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            meters.total(
                    "jvm_gc_seconds_total",
                    "Time spent in garbage collections.",
                    () -> collector.getCollectionTime() / 1e3,
                    "gc",
                    collector.getName());
            meters.total(
                    "jvm_gc_collections_total",
                    "Garbage collections.",
                    collector::getCollectionCount,
                    "gc",
                    collector.getName());
        }
        meters.gauge(
                "jvm_threads_current",
                "Threads that live.",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        meters.gauge(
                "jvm_classes_currently_loaded",
                "Classes that are loaded.",
                () -> ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static void processOf(Meters meters) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            meters.total(
                    "process_cpu_seconds_total",
                    "User and system CPU time of the process.",
                    () -> system.getProcessCpuTime() / 1e9);
        }
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean system) {
            meters.gauge("process_open_fds", "Open file descriptors.", system::getOpenFileDescriptorCount);
            meters.gauge("process_max_fds", "File descriptors that may be open.", system::getMaxFileDescriptorCount);
        }
        meters.gauge(
                "process_start_time_seconds",
                "When the process started, in seconds since 1970.",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        meters.gauge("process_resident_memory_bytes", "Resident memory of the process.", ProcessMetrics::residentBytes);
    }

    private static void memoryOf(Meters meters) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        area(meters, "heap", memory::getHeapMemoryUsage);
        area(meters, "nonheap", memory::getNonHeapMemoryUsage);
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            meters.gauge(
                    "jvm_buffer_pool_used_bytes",
                    "Memory of buffers outside the heap.",
                    pool::getMemoryUsed,
                    "pool",
                    pool.getName());
        }
    }

    private static void area(Meters meters, String area, Supplier<MemoryUsage> usage) {
        meters.gauge(
                "jvm_memory_used_bytes", "Memory in use.", () -> usage.get().getUsed(), "area", area);
        meters.gauge(
                "jvm_memory_committed_bytes",
                "Memory taken from the system.",
                () -> usage.get().getCommitted(),
                "area",
                area);
        meters.gauge(
                "jvm_memory_max_bytes",
                "What it may grow to; -1 for no bound.",
                () -> usage.get().getMax(),
                "area",
                area);
    }

    /** What the kernel says; 0 where it does not. */
    private static double residentBytes() {
        try {
            String[] pages = Files.readString(STATM, StandardCharsets.US_ASCII).split(" ");
            return Long.parseLong(pages[1]) * (double) PAGE_BYTES;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
