package org.llmops.router.body;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with the places of what the router must know.
 *
 * @param bytes the body; nobody may write to it
 * @param reader reads such a body again after an edit
 * @param members the members of the outermost object in their order
 * @param model what the client asked for; null when it named none
 * @param streamed the answer shall be streamed
 * @param usageWanted a streamed answer shall end with its usage
 * @param maxOutputTokens the client's bound for one choice; 0 when it set none
 * @param choices how many answers are wanted
 * @param endUser whom the client serves with this call; null when it does not say
 * @param metadata what the client attached
 * @param messages how many messages there are
 * @param texts every text for the model, in order
 * @param media what is for the model but is not text: images, audio, files
 */
public record RequestBody(
        byte[] bytes,
        RequestReader reader,
        Map<String, Member> members,
        @Nullable String model,
        boolean streamed,
        boolean usageWanted,
        long maxOutputTokens,
        int choices,
        @Nullable String endUser,
        Map<String, String> metadata,
        int messages,
        List<TextSpan> texts,
        List<Span> media) {
    private static final byte[] NULL = Json.utf8("null");

    /** This body after edits that leave it a request that can be understood. */
    public RequestBody edited(Splice edits) {
        byte[] edited = edits.bytes();
        try {
            return edited == bytes ? this : reader.read(edited);
        } catch (BodyMalformed impossible) {
            throw new IllegalStateException("An edit broke the request", impossible);
        }
    }

    /** A member of the outermost object. */
    public Optional<Member> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** A member of the outermost object that is more than null, which is how clients leave something out. */
    public Optional<Member> given(String name) {
        return member(name).filter(member -> !isNull(member.value()));
    }

    private boolean isNull(Span value) {
        return Arrays.equals(bytes, value.start(), value.end(), NULL, 0, NULL.length);
    }

    /** What one of the texts says. */
    public String text(TextSpan text) {
        return Json.text(bytes, text.span().start(), text.span().end());
    }

    /** Edits of this body. */
    public Splice edit() {
        return Splice.of(bytes);
    }

    /** Adds to edits: the member has this value, whether it was there or not. */
    public Splice set(Splice edits, String name, byte[] json) {
        Member present = members.get(name);
        return present != null
                ? edits.replace(present.value(), json)
                : edits.insert(firstMemberAt(), memberBytes(name, json));
    }

    /** Adds to edits: the member is gone. At most one member of a body can be removed by the same edits. */
    public Splice remove(Splice edits, String name) {
        Member gone = members.get(name);
        return gone == null ? edits : edits.remove(withOneComma(gone));
    }

    private Span withOneComma(Member gone) {
        int previousEnd = -1;
        boolean found = false;
        for (Member member : members.values()) {
            if (found) {
                return new Span(gone.nameStart(), member.nameStart());
            }
            found = member.equals(gone);
            previousEnd = found ? previousEnd : member.value().end();
        }
        return new Span(
                previousEnd < 0 ? gone.nameStart() : previousEnd, gone.value().end());
    }

    private int firstMemberAt() {
        return members.values().iterator().next().nameStart();
    }

    private static byte[] memberBytes(String name, byte[] json) {
        byte[] head = Json.utf8("\"" + name + "\":");
        byte[] member = new byte[head.length + json.length + 1];
        System.arraycopy(head, 0, member, 0, head.length);
        System.arraycopy(json, 0, member, head.length, json.length);
        member[member.length - 1] = ',';
        return member;
    }
}
