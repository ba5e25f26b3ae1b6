package io.starlingdb.node.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Scripts through the Java driver against a real node: its errors and values are those that users of drivers get. */
final class DriverScripts implements ScriptRunner.Target {
    private static final int ALL = 5_000;

    private final CqlSession session;

    DriverScripts(CqlSession session) {
        this.session = session;
    }

    @Override
    public ResultSet run(Session as, String statement) {
        SimpleStatement request =
                SimpleStatement.newInstance(statement).setPageSize(as.pageSize() > 0 ? as.pageSize() : ALL);
        Long timestamp = as.timestamp();
        if (timestamp != null) {
            request = request.setQueryTimestamp(timestamp);
        }
        byte[] state = as.pagingState();
        if (state != null) {
            request = request.setPagingState(ByteBuffer.wrap(state));
        }
        try {
            return answer(session.execute(request));
        } catch (CoordinatorException e) {
            throw new StarlingException(code(e), String.valueOf(e.getMessage()));
        }
    }

    /** Several of our codes are one error of the protocol; its error for what exists already carries no message. */
    @Override
    public boolean isAsWanted(String failure, String code, String part) {
        return switch (code) {
            case "not_implemented", "bad_context", "not_found" ->
                failure.startsWith("invalid: ") && failure.contains(part);
            case "already_exists" -> failure.startsWith("already_exists: ") || failure.startsWith("invalid: ");
            default -> ScriptRunner.Target.super.isAsWanted(failure, code, part);
        };
    }

    @Override
    public boolean hasClock() {
        return false;
    }

    @Override
    public void advanceSeconds(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static ResultSet answer(com.datastax.oss.driver.api.core.cql.ResultSet page) {
        List<ResultColumn> columns = new ArrayList<>();
        for (ColumnDefinition column : page.getColumnDefinitions()) {
            columns.add(new ResultColumn("", "", column.getName().asInternal(), DriverTypes.of(column.getType())));
        }
        if (columns.isEmpty()) {
            return ResultSet.VOID;
        }
        List<byte[] @Nullable []> rows = new ArrayList<>();
        for (int left = page.getAvailableWithoutFetching(); left > 0; left--) {
            Row row = page.one();
            byte[] @Nullable [] values = new byte[columns.size()][];
            for (int i = 0; i < values.length; i++) {
                ByteBuffer value = row.getBytesUnsafe(i);
                values[i] = value == null ? null : Bytes.getArray(value);
            }
            rows.add(values);
        }
        ByteBuffer state = page.getExecutionInfo().getPagingState();
        return ResultSet.page(columns, rows, state == null ? null : Bytes.getArray(state));
    }

    private static ErrorCode code(CoordinatorException e) {
        if (e instanceof SyntaxError) {
            return ErrorCode.SYNTAX_ERROR;
        } else if (e instanceof InvalidConfigurationInQueryException) {
            return ErrorCode.INVALID_CONFIGURATION;
        } else if (e instanceof AlreadyExistsException) {
            return ErrorCode.ALREADY_EXISTS;
        } else if (e instanceof FunctionFailureException) {
            return ErrorCode.FUNCTION_FAILURE;
        }
        return e instanceof InvalidQueryException ? ErrorCode.INVALID : ErrorCode.SERVER_ERROR;
    }
}
