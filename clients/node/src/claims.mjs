import { isCount } from './strict-json.mjs';

const is32Bytes = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** The one form of each claim that is known; claims of other names are left to those who know them. */
const RULES = {
  modality: (value) => value === 'iris' || value === 'face',
  assurance: (value) => value === 'device-signed+zk',
  statement_id: is32Bytes,
  model_id: is32Bytes,
  registry_root: is32Bytes,
  registry_epoch: isCount,
  template_commitment: is32Bytes,
  proof_sha256: is32Bytes,
  device_class: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 64,
  capture_date: isDay,
  log_leaf_index: isCount,
};

/** Whether the known claims, disclosed or in the open, have their form. */
export function areWellFormed(payload, claims) {
  return Object.entries(RULES).every(([name, rule]) =>
    claims.has(name) ? rule(claims.get(name)) : !(name in payload) || rule(payload[name]));
}

function isDay(value) {
  if (typeof value !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) || value.startsWith('0000')) {
    return false;
  }
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
