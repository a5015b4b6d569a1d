/** Limits: who may use how much in which time, as administrators set them. */
@NullMarked
package org.llmops.router.limits;

import org.jspecify.annotations.NullMarked;
