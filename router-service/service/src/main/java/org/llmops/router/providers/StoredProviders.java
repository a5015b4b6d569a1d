package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.PROVIDER_EXISTS;
import static org.llmops.router.RouterProblem.PROVIDER_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.sealing.Seals;

/** Every provider of every workspace. */
@ApplicationScoped
public class StoredProviders {
    private final Seals seals;

    StoredProviders(Seals seals) {
        this.seals = seals;
    }

    /** Of these workspaces, by workspace, in the order they were created, for the snapshot. */
    public Uni<Map<String, List<LockedProvider>>> inWorkspaces(Mutiny.Session session, List<String> workspaces) {
        return session.createSelectionQuery(
                        "from StoredProvider where workspace in (:workspaces) order by createdAt, name",
                        StoredProvider.class)
                .setParameter("workspaces", workspaces)
                .getResultList()
                .map(providers -> providers.stream()
                        .collect(Collectors.groupingBy(
                                StoredProvider::workspace,
                                Collectors.mapping(
                                        provider -> new LockedProvider(provider, seals), Collectors.toList()))));
    }

    /** The workspaces that have providers. */
    Uni<List<String>> workspaces(Mutiny.Session session) {
        return session.createSelectionQuery("select distinct workspace from StoredProvider", String.class)
                .getResultList();
    }

    /** Every provider of a workspace. */
    Uni<List<StoredProvider>> all(Mutiny.Session session, WorkspaceId workspace) {
        return session.createSelectionQuery("from StoredProvider where workspace = :workspace", StoredProvider.class)
                .setParameter("workspace", workspace.value())
                .getResultList();
    }

    /** The models of each provider of a workspace, by provider. */
    public Uni<Map<String, List<ProviderModel>>> models(Mutiny.Session session, WorkspaceId workspace) {
        return session.createSelectionQuery("from StoredProvider where workspace = :workspace", StoredProvider.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .map(providers ->
                        providers.stream().collect(Collectors.toMap(StoredProvider::name, StoredProvider::models)));
    }

    Uni<StoredProvider> get(Mutiny.Session session, WorkspaceId workspace, String name) {
        return session.find(StoredProvider.class, new StoredProvider.Key(workspace.value(), name))
                .onItem()
                .ifNull()
                .failWith(() -> PROVIDER_UNKNOWN.because("No provider is called '" + name + "'"));
    }

    Uni<Void> add(Mutiny.Session session, StoredProvider provider) {
        return session.find(StoredProvider.class, new StoredProvider.Key(provider.workspace(), provider.name()))
                .invoke(existing -> {
                    if (existing != null) {
                        throw PROVIDER_EXISTS.at(
                                "name", "A provider is called '" + provider.name() + "' already: change it with PUT");
                    }
                })
                .chain(() -> session.persist(provider));
    }

    Uni<Void> remove(Mutiny.Session session, StoredProvider provider) {
        return session.remove(provider);
    }

    Uni<Page<StoredProvider>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(1);
        return session.createSelectionQuery(
                        "from StoredProvider where workspace = :workspace and name > :after order by name",
                        StoredProvider.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(providers -> Page.of(providers, page.limit(), provider -> Cursor.encode(provider.name())));
    }
}
