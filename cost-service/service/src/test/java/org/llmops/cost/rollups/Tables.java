package org.llmops.cost.rollups;

import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Singleton;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** What is in the database, for tests that look behind the scenes. */
@Singleton
public class Tables {
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    private final Transactions transactions;

    Tables(Transactions transactions) {
        this.transactions = transactions;
    }

    /** One text for each row. */
    public List<String> rows(String sql) {
        return run(sql, false);
    }

    public void change(String sql) {
        run(sql, true);
    }

    private List<String> run(String sql, boolean change) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                    ACME,
                    session -> change
                            ? session.createNativeQuery(sql).executeUpdate().replaceWith(List.of())
                            : session.createNativeQuery(sql, String.class).getResultList()));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
