package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
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
        return look(session, workspace, name).map(found -> known(found, name));
    }

    private static CustomDetector known(Optional<CustomDetector> found, DetectorName name) {
        return found.orElseThrow(
                () -> GuardrailProblem.CUSTOM_DETECTOR_UNKNOWN.because("No custom detector is called '" + name + "'"));
    }

    /** Nobody else removes it before the transaction ends. */
    Uni<Boolean> hold(Mutiny.Session session, WorkspaceId workspace, DetectorName name) {
        return session.createNativeQuery(
                        "select name from custom_detector where workspace = :workspace and name = :name for share",
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name.value())
                .getResultList()
                .map(found -> !found.isEmpty());
    }

    /** To remove it: waits for who holds it. */
    Uni<CustomDetector> lock(Mutiny.Session session, WorkspaceId workspace, DetectorName name) {
        return session.find(
                        CustomDetector.class,
                        new CustomDetector.Key(workspace.value(), name.value()),
                        LockModeType.PESSIMISTIC_WRITE)
                .map(found -> known(Optional.ofNullable(found), name));
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
