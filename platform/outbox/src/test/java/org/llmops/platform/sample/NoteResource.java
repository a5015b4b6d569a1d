package org.llmops.platform.sample;

import com.google.protobuf.StringValue;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** The smallest service that uses everything the platform offers. */
@Path("/v1/notes")
class NoteResource {
    static final String TOPIC = "llmops.notes.test";

    private final Transactions transactions;
    private final Outbox outbox;
    private final CurrentCaller callers;

    NoteResource(Transactions transactions, Outbox outbox, CurrentCaller callers) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.callers = callers;
    }

    record Note(
            @NotNull @Size(min = 1, max = 20) String name,
            @NotNull String longText,
            @Nullable Integer stars) {}

    @POST
    @RolesAllowed(Roles.EDITOR)
    public Uni<RestResponse<Note>> write(@Valid @NotNull Note note) {
        Caller caller = callers.get();
        return transactions
                .mutate(
                        caller,
                        new Audit("note.write", "notes/" + note.name()),
                        session -> insert(session, caller.workspace(), note)
                                .call(() -> outbox.add(
                                        session,
                                        OutgoingEvent.of(
                                                TOPIC,
                                                caller.workspace(),
                                                note.name(),
                                                StringValue.of(note.longText())))))
                .map(written -> RestResponse.status(RestResponse.Status.CREATED, note));
    }

    /** A mutation whose answer is shown once. */
    @POST
    @Path("/secret")
    @RolesAllowed(Roles.EDITOR)
    public Uni<RestResponse<Note>> writeSecret(@Valid @NotNull Note note) {
        Caller caller = callers.get();
        return transactions
                .mutate(
                        caller,
                        new Audit("note.write", "notes/" + note.name()),
                        session -> insert(session, caller.workspace(), note))
                .map(written -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, note)
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /** A mutation that fails after it has written and told. */
    @PUT
    @Path("/broken")
    @RolesAllowed(Roles.EDITOR)
    public Uni<Void> fail(@Valid @NotNull Note note) {
        Caller caller = callers.get();
        return transactions.mutate(
                caller,
                new Audit("note.break", "notes/" + note.name()),
                session -> insert(session, caller.workspace(), note)
                        .call(() -> outbox.add(
                                session,
                                OutgoingEvent.of(
                                        TOPIC, caller.workspace(), note.name(), StringValue.of(note.longText()))))
                        .invoke(written -> {
                            throw new IllegalStateException("secret detail");
                        })
                        .replaceWithVoid());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<List<String>> list() {
        return transactions.read(callers.get().workspace(), NoteResource::names);
    }

    @GET
    @Path("/unknown")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Note> unknown() {
        return Uni.createFrom().failure(NoteProblem.NOTE_UNKNOWN.because("No note has this name"));
    }

    /** Forgets the workspace on purpose: the database has to remember it. */
    private static Uni<List<String>> names(Mutiny.Session session) {
        return session.createNativeQuery("select name from note order by name", String.class)
                .getResultList();
    }

    private static Uni<Integer> insert(Mutiny.Session session, WorkspaceId workspace, Note note) {
        return session.createNativeQuery("""
                        insert into note (workspace, name, text) values (:workspace, :name, :text)
                        on conflict (workspace, name) do update set text = excluded.text
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("name", note.name())
                .setParameter("text", note.longText())
                .executeUpdate();
    }
}
