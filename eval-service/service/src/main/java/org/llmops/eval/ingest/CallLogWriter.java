package org.llmops.eval.ingest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.StoredText;
import org.llmops.eval.calllog.StatusName;
import org.llmops.eval.scoring.Scores;
import org.llmops.router.v1.CallRecord;

/** Writes calls of any workspaces with one statement per table, however many they are. */
@ApplicationScoped
class CallLogWriter {
    private final BlockWriter blocks;
    private final Scores scores;

    CallLogWriter(BlockWriter blocks, Scores scores) {
        this.blocks = blocks;
        this.scores = scores;
    }

    /**
     * Writes what is not logged yet.
     *
     * @param calls each call once
     * @return how many were written
     */
    Uni<Integer> write(Mutiny.Session session, List<ReceivedCall> calls) {
        return claim(session, calls)
                .map(claimed -> calls.stream()
                        .filter(call -> claimed.contains(CallKey.of(call)))
                        .toList())
                .call(fresh -> fresh.isEmpty() ? Uni.createFrom().voidItem() : add(session, fresh))
                .map(List::size);
    }

    /** Only one transaction gets a call's id; others wait for it, and then know that the call is logged. */
    private static Uni<Set<CallKey>> claim(Mutiny.Session session, List<ReceivedCall> calls) {
        return session.createNativeQuery("""
                        insert into call_id (workspace, call_id, started_at)
                        select workspace, cast(call_id as uuid), cast(started_at as timestamptz)
                        from unnest(cast(:workspaces as text[]), cast(:calls as text[]), cast(:times as text[]))
                            as arrived (workspace, call_id, started_at)
                        order by workspace, call_id
                        on conflict do nothing
                        returning workspace, call_id
                        """, Object[].class)
                .setParameter(
                        "workspaces", texts(calls, call -> call.workspace().value()))
                .setParameter("calls", texts(calls, call -> call.callId().toString()))
                .setParameter("times", texts(calls, call -> call.startedAt().toString()))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new CallKey((String) row[0], (UUID) row[1]))
                        .collect(Collectors.toSet()));
    }

    private Uni<Void> add(Mutiny.Session session, List<ReceivedCall> calls) {
        return blocks.write(session, calls)
                .chain(() -> insert(session, calls))
                .chain(() -> scores.add(
                        session,
                        calls.stream().flatMap(call -> call.scores().stream()).toList()));
    }

    private static Uni<Integer> insert(Mutiny.Session session, List<ReceivedCall> calls) {
        return session.createNativeQuery("""
                        insert into call_log (
                            workspace, started_at, call_id, app, end_user, prompt_name, prompt_version,
                            requested_model, model, route, status, copy_of_call_id, record,
                            request_form, request_splice, request_blocks,
                            response_form, response_splice, response_blocks)
                        select
                            workspace, cast(started_at as timestamptz), cast(call_id as uuid),
                            app, end_user, prompt_name, prompt_version,
                            requested_model, model, route, status, cast(copy_of_call_id as uuid), decode(record, 'base64'),
                            request_form, request_splice, decode(request_blocks, 'base64'),
                            response_form, response_splice, decode(response_blocks, 'base64')
                        from unnest(
                            cast(:workspaces as text[]), cast(:times as text[]), cast(:calls as text[]),
                            cast(:apps as text[]), cast(:endUsers as text[]),
                            cast(:prompts as text[]), cast(:promptVersions as int[]),
                            cast(:requestedModels as text[]), cast(:models as text[]), cast(:routes as text[]),
                            cast(:statuses as text[]), cast(:originals as text[]), cast(:records as text[]),
                            cast(:requestForms as text[]), cast(:requestSplices as int[]), cast(:requestBlocks as text[]),
                            cast(:responseForms as text[]), cast(:responseSplices as int[]), cast(:responseBlocks as text[])
                        ) as fresh (
                            workspace, started_at, call_id, app, end_user, prompt_name, prompt_version,
                            requested_model, model, route, status, copy_of_call_id, record,
                            request_form, request_splice, request_blocks,
                            response_form, response_splice, response_blocks)
                        """)
                .setParameter(
                        "workspaces", texts(calls, call -> call.workspace().value()))
                .setParameter("times", texts(calls, call -> call.startedAt().toString()))
                .setParameter("calls", texts(calls, call -> call.callId().toString()))
                .setParameter("apps", texts(calls, CallLogWriter::app))
                .setParameter("endUsers", texts(calls, CallLogWriter::endUser))
                .setParameter(
                        "prompts",
                        texts(
                                calls,
                                call -> StoredText.orNull(
                                        call.told().getPrompt().getName())))
                .setParameter("promptVersions", numbers(calls, call -> promptVersion(call.told())))
                .setParameter(
                        "requestedModels",
                        texts(calls, call -> StoredText.of(call.told().getRequestedModel())))
                .setParameter(
                        "models",
                        texts(
                                calls,
                                call -> StoredText.orNull(call.told().getRoute().getModel())))
                .setParameter(
                        "routes",
                        texts(
                                calls,
                                call -> StoredText.orNull(call.told().getRoute().getName())))
                .setParameter(
                        "statuses",
                        texts(calls, call -> StatusName.of(call.told().getStatus())))
                .setParameter(
                        "originals",
                        texts(
                                calls,
                                call -> call.copyOf() == null
                                        ? null
                                        : call.copyOf().toString()))
                .setParameter("records", bytes(calls, call -> call.told().toByteArray()))
                .setParameter(
                        "requestForms",
                        texts(calls, call -> call.request().plan().form().name()))
                .setParameter(
                        "requestSplices",
                        numbers(calls, call -> call.request().plan().splice()))
                .setParameter(
                        "requestBlocks",
                        bytes(calls, call -> call.request().plan().packedBlocks()))
                .setParameter(
                        "responseForms",
                        texts(calls, call -> call.response().plan().form().name()))
                .setParameter(
                        "responseSplices",
                        numbers(calls, call -> call.response().plan().splice()))
                .setParameter(
                        "responseBlocks",
                        bytes(calls, call -> call.response().plan().packedBlocks()))
                .executeUpdate();
    }

    private static @Nullable String[] texts(List<ReceivedCall> calls, Function<ReceivedCall, @Nullable String> text) {
        return calls.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable Integer[] numbers(
            List<ReceivedCall> calls, Function<ReceivedCall, @Nullable Integer> number) {
        return calls.stream().map(number).toArray(Integer[]::new);
    }

    /** Arrays go as text, and are decoded by the database: not every element type can be bound as an array. */
    private static @Nullable String[] bytes(List<ReceivedCall> calls, Function<ReceivedCall, byte[]> bytes) {
        return texts(calls, call -> Base64.getEncoder().encodeToString(bytes.apply(call)));
    }

    /** Nobody asked for a copy: it is no application's. */
    private static @Nullable String app(ReceivedCall call) {
        return call.copyOf() == null ? StoredText.orNull(call.told().getCaller().getApp()) : null;
    }

    private static @Nullable String endUser(ReceivedCall call) {
        return call.copyOf() == null ? StoredText.orNull(call.told().getCaller().getEndUser()) : null;
    }

    private static @Nullable Integer promptVersion(CallRecord told) {
        return told.hasPrompt() ? told.getPrompt().getVersion() : null;
    }
}
