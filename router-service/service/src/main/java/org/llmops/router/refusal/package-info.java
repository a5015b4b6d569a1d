/** Why calls get no answer: a closed list of reasons, each somebody's fault. */
@NullMarked
package org.llmops.router.refusal;

import org.jspecify.annotations.NullMarked;
