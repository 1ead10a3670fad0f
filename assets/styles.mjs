// Small PostCSS plugins that fit KERN's style sheet to our pages.

const SIDES = { left: "inline-start", right: "inline-end" };
const LOGICAL = {
  left: "inset-inline-start",
  right: "inset-inline-end",
  "border-top-left-radius": "border-start-start-radius",
  "border-top-right-radius": "border-start-end-radius",
  "border-bottom-left-radius": "border-end-start-radius",
  "border-bottom-right-radius": "border-end-end-radius",
};

// A value's words, without tearing brackets apart: "1px calc(2px + 3px)" has two.
function parts(value) {
  return value.match(/(?:[^\s(]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g) ?? [];
}

function logicalName(name) {
  return LOGICAL[name] ?? name.replace(/^(margin|padding|border)-(left|right)/, (_, box, side) => `${box}-${SIDES[side]}`);
}

// Left and right become start and end, so that one style sheet serves both directions of writing.
export const bothDirections = {
  postcssPlugin: "both-directions",
  Declaration(declaration) {
    const { prop, value } = declaration;
    const words = parts(value.replace("!important", ""));
    if (["margin", "padding"].includes(prop) && words.length === 4 && words[1] !== words[3]) {
      declaration.cloneBefore({ prop: `${prop}-block`, value: `${words[0]} ${words[2]}` });
      declaration.cloneBefore({ prop: `${prop}-inline`, value: `${words[3]} ${words[1]}` });
      declaration.remove();
    } else if (prop === "text-align" && value in { left: 1, right: 1 }) {
      declaration.value = value === "left" ? "start" : "end";
    } else if (logicalName(prop) !== prop) {
      declaration.prop = logicalName(prop);
    }
  },
};

// oklch() became known to browsers in 2023 only; older phones get the same colours in hex.
export const hexColours = {
  postcssPlugin: "hex-colours",
  Declaration(declaration) {
    const colour = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/g;
    declaration.value = declaration.value.replace(colour, (_, l, c, h) => hex(l / 100, Number(c), Number(h)));
  },
};

// From OKLCH through OKLab and linear light to sRGB; matrices by Björn Ottosson (2020).
function hex(lightness, chroma, hue) {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(channel).join("")}`;
}

function channel(light) {
  const clipped = Math.min(1, Math.max(0, light));
  const value = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(value * 255).toString(16).padStart(2, "0");
}

// Paper is white, also for those whose screen is dark.
export const printIsLight = {
  postcssPlugin: "print-is-light",
  AtRule: {
    media(rule) {
      if (rule.params === "(prefers-color-scheme: dark)") rule.params = "screen and (prefers-color-scheme: dark)";
      if (rule.params === "(prefers-color-scheme: light)") rule.params = "print, (prefers-color-scheme: light)";
    },
  },
};

// With forced colours KERN paints every icon white, which vanishes on a light ground; ours follow
// the system's colour (e_parts.css).
export const iconsFollowTheSystem = {
  postcssPlugin: "icons-follow-the-system",
  AtRule: {
    media(rule) {
      if (rule.params !== "(forced-colors: active)") return;
      rule.walkDecls("background-color", (declaration) => {
        if (declaration.value.startsWith("var(--kern-color-white)")) declaration.parent.remove();
      });
      if (!rule.nodes.length) rule.remove();
    },
  },
};

// Drops custom properties that nothing reads, again and again, since they read each other.
export const usedVariables = {
  postcssPlugin: "used-variables",
  OnceExit(root) {
    for (let before = -1; before !== root.toString().length; ) {
      before = root.toString().length;
      const used = new Set([...root.toString().matchAll(/var\(\s*(--[\w-]+)/g)].map((found) => found[1]));
      root.walkDecls(/^--/, (declaration) => {
        if (!used.has(declaration.prop)) declaration.remove();
      });
    }
    root.walkRules((rule) => {
      if (!rule.nodes.length) rule.remove();
    });
  },
};
