package io.starlingdb.sim;

import java.util.concurrent.TimeUnit;

/** Says how many frames a second the simulator carries, encoding and hashing included. Run by hand; prints and judges nothing. */
final class SimulatorSpeed {

    private SimulatorSpeed() {}

    public static void main(String[] args) {
        for (int round = 0; round < 6; round++) {
            SimWorld world = new SimWorld(round);
            Chatter chatter = new Chatter(world, 6, 20);
            world.network().faults(NetworkFaults.draw(world.random("speed")));
            long begun =
                    java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime();
            while (world.log().frames() < 2_000_000) {
                world.time().runFor(TimeUnit.MILLISECONDS.toNanos(100));
            }
            long millis =
                    java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime() - begun;
            System.out.printf(
                    "%,d frames, %,d events in %,d ms: %,d frames/s; %d replies, %d failures, %s%n",
                    world.log().frames(),
                    world.time().steps(),
                    millis,
                    world.log().frames() * 1000 / millis,
                    chatter.replies,
                    chatter.failures,
                    world.faults());
        }
    }
}
