package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Select;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.value.BindVariables;
import io.starlingdb.node.cql.value.SelectedTerm;
import io.starlingdb.node.cql.value.SelectionCompiler;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans SELECT. */
final class SelectPlanner {

    private final Select select;
    private final Catalog catalog;
    private final Source source;
    private final BindVariables variables;
    private final TableSchema table;

    SelectPlanner(Select select, Catalog catalog, BindVariables variables) {
        this.select = select;
        this.catalog = catalog;
        this.source = catalog.source();
        this.variables = variables;
        this.table = catalog.table(select.table());
    }

    SelectPlan plan() {
        boolean virtual = catalog.isVirtual(table);
        List<SelectedTerm> selected = new ArrayList<>();
        List<ResultColumn> columns = new ArrayList<>();
        select(selected, columns);
        RelationReader relations = new RelationReader(table, catalog, catalog.terms(table, variables));
        relations.read(select.where());
        // Virtual tables are small and in memory: filtering them is always allowed.
        RestrictionPlanner.Use use = select.allowFiltering() || virtual
                ? RestrictionPlanner.Use.SELECT_FILTERING
                : RestrictionPlanner.Use.SELECT;
        Restrictions restrictions = RestrictionPlanner.plan(table, source, use, relations);
        List<ColumnSchema> groupedBy = groupedBy(relations);
        if (select.distinct()) {
            checkDistinct(selected, restrictions);
        }
        boolean reversed = OrderByPlanner.reversed(select.orderBy(), table, catalog, restrictions, relations);
        checkPerPartitionLimit(selected, groupedBy);
        boolean several = restrictions.target() instanceof PartitionTarget.OfKeys keys && !keys.isSingle();
        return new SelectPlan(
                table,
                virtual,
                restrictions,
                List.copyOf(selected),
                select.json() ? jsonColumns() : List.copyOf(columns),
                select.distinct(),
                select.json() ? List.copyOf(columns) : List.of(),
                reversed,
                several ? OrderByPlanner.prefix(select.orderBy(), table) : 0,
                groupedBy,
                groupedByFunction(),
                limit(select.limit(), "[limit]"),
                limit(select.perPartitionLimit(), "[per_partition_limit]"));
    }

    private List<ResultColumn> jsonColumns() {
        return List.of(new ResultColumn(table.keyspace(), table.name(), "[json]", ScalarType.TEXT));
    }

    private void select(List<SelectedTerm> selected, List<ResultColumn> columns) {
        if (select.selections().isEmpty()) {
            for (ColumnSchema column : table.columns()) {
                if (!select.distinct() || belongsToPartition(column)) {
                    selected.add(SelectedTerm.of(column));
                    columns.add(new ResultColumn(table.keyspace(), table.name(), column.name(), column.type()));
                }
            }
            return;
        }
        SelectionCompiler compiler = selection();
        for (Select.Selection selection : select.selections()) {
            SelectedTerm term = compiler.compile(selection.expression());
            Name alias = selection.alias();
            String name =
                    alias == null ? SelectionCompiler.name(selection.expression(), selection.text()) : alias.text();
            selected.add(term);
            columns.add(new ResultColumn(table.keyspace(), table.name(), name, term.type()));
        }
    }

    private static boolean belongsToPartition(ColumnSchema column) {
        return column.kind() == ColumnKind.PARTITION_KEY || column.kind() == ColumnKind.STATIC;
    }

    private TermCompiler.Columns scope() {
        return new TermCompiler.Columns() {
            @Override
            public ColumnSchema column(Name name) {
                return catalog.column(table, name);
            }

            @Override
            public List<ColumnSchema> partitionKey() {
                return table.partitionKey();
            }
        };
    }

    private void checkDistinct(List<SelectedTerm> selected, Restrictions restrictions) {
        List<ColumnSchema> missing = new ArrayList<>(table.partitionKey());
        boolean statics = false;
        for (SelectedTerm term : selected) {
            ColumnSchema column = term.column();
            if (column == null || !belongsToPartition(column)) {
                throw source.invalid(
                        0,
                        "SELECT DISTINCT queries must only request partition key columns and/or static columns"
                                + (column == null ? "" : " (not " + column.name() + ")"));
            }
            statics |= column.kind() == ColumnKind.STATIC;
            missing.remove(column);
        }
        boolean onePartition = restrictions.target() instanceof PartitionTarget.OfKeys keys && keys.isSingle();
        if (!missing.isEmpty() && !(statics && onePartition)) {
            throw source.invalid(
                    0,
                    "SELECT DISTINCT queries must request all the partition key columns (missing "
                            + missing.get(0).name() + ")");
        }
        if (restrictions.restrictsClustering() || restrictions.restrictsRegular()) {
            throw source.invalid(
                    0,
                    "SELECT DISTINCT with WHERE clause only supports restriction by partition key and/or static columns.");
        }
    }

    private void checkPerPartitionLimit(List<SelectedTerm> selected, List<ColumnSchema> groupedBy) {
        Expression limit = select.perPartitionLimit();
        if (limit == null) {
            return;
        }
        if (select.distinct()) {
            throw source.invalid(limit.at(), "PER PARTITION LIMIT is not allowed with SELECT DISTINCT queries");
        }
        if (groupedBy.isEmpty() && selected.stream().anyMatch(term -> term.aggregate() != null)) {
            throw source.invalid(limit.at(), "PER PARTITION LIMIT is not allowed with aggregate queries.");
        }
    }

    /** The first columns of the primary key; those restricted to one value may be left out of the text. */
    private List<ColumnSchema> groupedBy(RelationReader relations) {
        List<ColumnSchema> key = new ArrayList<>(table.partitionKey());
        key.addAll(table.clustering());
        int next = 0;
        for (Expression expression : select.groupBy()) {
            Expression.Column name = groupedColumn(expression);
            ColumnSchema column = catalog.column(table, name.name());
            if (!column.kind().isKey()) {
                throw source.invalid(
                        name.at(),
                        "Group by is currently only supported on the columns of the PRIMARY KEY, got " + column.name());
            }
            if (expression instanceof Expression.Call && column.kind() != ColumnKind.CLUSTERING) {
                throw source.invalid(
                        name.at(), "Group by functions are only supported on clustering columns, got " + column.name());
            }
            while (next < key.size() && !key.get(next).equals(column) && relations.isFixed(key.get(next))) {
                next++;
            }
            if (next == key.size() || !key.get(next).equals(column)) {
                throw source.invalid(
                        name.at(),
                        "Group by currently only supports groups of columns following their declared order in the"
                                + " PRIMARY KEY");
            }
            next++;
        }
        int partition = table.partitionKey().size();
        boolean partWay = next > 0 && next < partition;
        if (partWay) {
            throw source.invalid(
                    select.groupBy().get(0).at(), "Group by is not supported on only a part of the partition key");
        }
        if (select.distinct() && next > partition) {
            throw source.invalid(0, "Grouping on clustering columns is not allowed for SELECT DISTINCT queries");
        }
        return List.copyOf(key.subList(0, next));
    }

    /** The column itself, or the one whose floor is taken: no other function keeps the order of rows. */
    private Expression.Column groupedColumn(Expression expression) {
        if (expression instanceof Expression.Column column) {
            return column;
        }
        boolean last = select.groupBy().indexOf(expression) == select.groupBy().size() - 1;
        if (!last) {
            throw source.invalid(
                    expression.at(), "Functions are only supported on the last element of the GROUP BY clause");
        }
        boolean floor = expression instanceof Expression.Call call
                && call.function().text().equals("floor")
                && call.arguments().stream().skip(1).allMatch(a -> a instanceof Expression.Literal);
        if (floor && ((Expression.Call) expression).arguments().get(0) instanceof Expression.Column column) {
            return column;
        }
        throw source.invalid(
                expression.at(),
                "Only column names and monotonic scalar functions are supported in the GROUP BY clause.");
    }

    private @Nullable Term groupedByFunction() {
        if (select.groupBy().isEmpty()) {
            return null;
        }
        Expression last = select.groupBy().get(select.groupBy().size() - 1);
        return last instanceof Expression.Call ? selection().compile(last).term() : null;
    }

    private SelectionCompiler selection() {
        return new SelectionCompiler(
                source, new TermCompiler(source, catalog.types(table.keyspace()), variables, scope()));
    }

    private @Nullable Term limit(@Nullable Expression limit, String name) {
        return limit == null ? null : catalog.terms(table, variables).compile(limit, ScalarType.INT, name);
    }
}
