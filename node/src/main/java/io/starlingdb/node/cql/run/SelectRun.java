package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.cql.plan.Filter;
import io.starlingdb.node.cql.plan.PartitionTarget;
import io.starlingdb.node.cql.plan.Restrictions;
import io.starlingdb.node.cql.plan.SelectPlan;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Executes a SELECT. */
final class SelectRun {

    private static final String SCANS = "Aggregation query used without partition key";

    private final SelectPlan plan;
    private final Evaluation evaluation;
    private final CountedReads reads;
    private final DataAccess data;
    private final Deadline deadline;
    private final Projection projection;
    private final Session session;
    private final int fingerprint;

    SelectRun(
            SelectPlan plan,
            String text,
            Evaluation evaluation,
            Projection projection,
            CountedReads reads,
            DataAccess data,
            Deadline deadline,
            Session session) {
        this.plan = plan;
        this.evaluation = evaluation;
        this.projection = projection;
        this.reads = reads;
        this.data = data;
        this.deadline = deadline;
        this.session = session;
        this.fingerprint = PagingState.fingerprint(text, plan.table().id());
    }

    CompletableFuture<ResultSet> run() {
        int limit = limit(plan.limit(), "LIMIT");
        byte[] given = session.pagingState();
        PagingState state =
                given == null ? new PagingState(Position.START, limit) : PagingState.decode(given, fingerprint);
        Pages pages = pages(state.position());
        boolean onePage =
                plan.sortPrefix() > 0 || (plan.aggregates() && plan.groupedBy().isEmpty());
        int remaining = Math.min(state.remaining(), limit);
        int max = session.pageSize() > 0 && !onePage ? Math.min(session.pageSize(), remaining) : remaining;
        RowCollector collector = collector(max);
        RowFeed feed = new RowFeed(pages, plan.distinct(), plan.staticsAlone(), state.position(), collector);
        return feed.run().thenApply(done -> {
            Position position = feed.position();
            List<byte[] @Nullable []> rows = collector.finish(position == null);
            int left = limit == ReadQuery.UNLIMITED ? ReadQuery.UNLIMITED : remaining - rows.size();
            byte[] next = position == null || left == 0 || onePage
                    ? null
                    : new PagingState(position, left).encode(fingerprint);
            ResultSet page = ResultSet.page(plan.columns(), rows, next);
            boolean scans = plan.restrictions().target() instanceof PartitionTarget.OfTokens;
            List<String> warnings = new ArrayList<>(reads.warnings());
            if (scans && plan.aggregates() && !plan.virtual()) {
                warnings.add(SCANS);
            }
            return page.withWarnings(warnings);
        });
    }

    private RowCollector collector(int max) {
        if (plan.aggregates()) {
            return new GroupCollector(plan, projection, max);
        }
        return plan.sortPrefix() > 0
                ? new SortedCollector(plan.table(), projection, plan.sortPrefix(), plan.reversed(), max)
                : new RowCollector.Plain(projection, max, session.pageSize() > 0);
    }

    private Pages pages(Position start) {
        // DISTINCT wants to know only whether a partition has anything: its first row tells.
        int perPartition = plan.distinct() ? 1 : limit(plan.perPartitionLimit(), "PER PARTITION LIMIT");
        List<Slice> slices = plan.restrictions().clustering().slices(evaluation);
        QueryTemplate template = new QueryTemplate(
                plan.table().id(),
                slices,
                plan.reversed(),
                perPartition,
                Filter.all(plan.restrictions().filters(), evaluation),
                deadline);
        boolean nothing = slices.isEmpty();
        if (plan.restrictions().target() instanceof PartitionTarget.OfKeys target) {
            List<byte[]> keys = target.keys(evaluation);
            requirePlaceIn(keys, start);
            if (keys.size() == 1 && !nothing) {
                byte[] key = keys.get(0);
                return new TargetPages(new Partitions.One(key, Partitioner.token(key)), template, reads);
            }
            return nothing || keys.isEmpty() ? noPages() : new KeyPages(keys, template, reads);
        }
        TokenRange range = ((PartitionTarget.OfTokens) plan.restrictions().target()).range(evaluation);
        Restrictions.Lookup lookup = plan.restrictions().lookup(evaluation);
        if (lookup != null && range != null && !nothing) {
            if (lookup.values().isEmpty()) {
                return noPages();
            }
            return lookup.isStatic()
                    ? new StaticIndexPages(lookup, range, template, reads, data)
                    : new IndexPages(lookup, range, template, data);
        }
        return range == null || nothing ? noPages() : new TargetPages(new Partitions.InRange(range), template, reads);
    }

    /** A paging state must lie in the partitions that the bound values name. */
    private static void requirePlaceIn(List<byte[]> keys, Position start) {
        boolean fits = start.key() == 0 && start.after() == null;
        if (!fits && start.key() < keys.size()) {
            fits = start.after() == null
                    || java.util.Arrays.equals(
                            keys.get(start.key()), start.after().partitionKey());
        }
        if (!fits) {
            throw PagingState.invalid();
        }
    }

    private static Pages noPages() {
        return (from, rows) -> CompletableFuture.completedFuture(new Pages.Page(new ArrayList<>(), null));
    }

    private int limit(@Nullable Term term, String name) {
        byte[] value = term == null ? Evaluation.UNSET : term.value(evaluation);
        if (value == Evaluation.UNSET) {
            return ReadQuery.UNLIMITED;
        }
        if (value == null) {
            throw StarlingException.invalid("Invalid null value of " + name);
        }
        int limit = (Integer) ScalarType.INT.decode(value);
        if (limit <= 0) {
            throw StarlingException.invalid(name + " must be strictly positive");
        }
        return limit;
    }
}
