package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The custom detectors of every workspace; no query here omits the workspace. */
@ApplicationScoped
class CustomDetectors {
    Uni<Optional<CustomDetector>> look(Mutiny.Session session, WorkspaceId workspace, DetectorName name) {
        return session.find(CustomDetector.class, new CustomDetector.Key(workspace.value(), name.value()))
                .map(Optional::ofNullable);
    }

    Uni<CustomDetector> find(Mutiny.Session session, WorkspaceId workspace, DetectorName name) {
        return look(session, workspace, name)
                .map(found -> found.orElseThrow(() -> GuardrailProblem.CUSTOM_DETECTOR_UNKNOWN.because(
                        "No custom detector is called '" + name + "'")));
    }

    /** Those of any workspace whose credentials another key protects. */
    Uni<List<CustomDetector>> notUnder(Mutiny.Session session, String keyId) {
        return session.createQuery("from CustomDetector where sealedKeyId <> :key", CustomDetector.class)
                .setParameter("key", keyId)
                .getResultList();
    }

    Uni<CustomDetector> put(Mutiny.Session session, CustomDetector detector) {
        return session.merge(detector);
    }

    Uni<Void> remove(Mutiny.Session session, CustomDetector detector) {
        return session.remove(detector);
    }

    Uni<Long> countOthers(Mutiny.Session session, WorkspaceId workspace, DetectorName name) {
        return session.createQuery(
                        "select count(*) from CustomDetector where key.workspace = :workspace and key.name <> :name",
                        Long.class)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name.value())
                .getSingleResult();
    }

    Uni<Page<CustomDetector>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(1);
        return session.createQuery(
                        "from CustomDetector where key.workspace = :workspace and key.name > :after order by key.name",
                        CustomDetector.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(detectors -> Page.of(detectors, page.limit(), detector -> Cursor.encode(detector.name())));
    }
}
