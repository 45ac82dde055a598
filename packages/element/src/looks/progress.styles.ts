/** How the bar of a download or another piece of work looks. */
import { css } from 'lit';

export const progressStyles = css`
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 0.375rem;
    overflow: hidden;
    background: color-mix(in oklab, var(--_text) 12%, var(--_surface));
    border: none;
    border-radius: 999px;
  }
  progress::-webkit-progress-bar {
    background: transparent;
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    border-radius: 999px;
    transition: inline-size 200ms linear;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
    border-radius: 999px;
  }
  progress:indeterminate::-moz-progress-bar {
    background: transparent;
  }
  progress:indeterminate {
    background: linear-gradient(
        90deg,
        transparent,
        var(--_accent) 35%,
        var(--_accent) 65%,
        transparent
      )
      0 0 / 40% 100% no-repeat color-mix(in oklab, var(--_text) 12%, var(--_surface));
    animation: llm-slide 1.4s ease-in-out infinite alternate;
  }
  @keyframes llm-slide {
    from {
      background-position-x: -40%;
    }
    to {
      background-position-x: 140%;
    }
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
      background: Canvas;
    }
    progress::-webkit-progress-value {
      background: Highlight;
    }
    progress::-moz-progress-bar {
      background: Highlight;
    }
  }
`;
