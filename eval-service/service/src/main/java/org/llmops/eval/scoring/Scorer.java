package org.llmops.eval.scoring;

import java.util.Optional;
import org.llmops.router.v1.CallRecord;

/** Judges an answer as it arrives, by the call record alone: the same record always gets the same score. A bean per scorer. */
interface Scorer {
    /** Names what is judged; part of the API. */
    String name();

    /** Grows whenever the same record could get another score than before. */
    int version();

    /** Empty when this scorer has nothing to say about such a call. */
    Optional<Judgement> judge(CallRecord call);
}
